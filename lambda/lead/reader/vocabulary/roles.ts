/**
 * Whose a field is. The person whom a form is about is `self`; `maybe` is the lead where nobody else is there, as the
 * seller of a house or the parent of a pupil; `other` never is.
 */

export const roles = {
  self: {
    en: "lead|leads|contacts|customer|client|applicant|buyer|person|invitee|submitter|prospect|patient|visitor|inquirer|enquirer|requester|requestor|consumer|homeowner|home owner|borrower|guest|donor|attendee|registrant|subscriber|candidate|insured|policyholder|driver|member|traveler|traveller|passenger|booker|resident|tenant|claimant|caller|responses|volunteer|bidder|shopper|primary contact|main contact|respondent|complainant|household|individual|consignee|complainer|primary applicant|primary borrower",
    de: "kunde|kundin|interessent|antragsteller|bewerber|teilnehmer|patienten|mieter|versicherungsnehmer|käufer",
    fr: "client|demandeur|candidat|participant|visiteur|acheteur|assuré|emprunteur|cliente|paciente|solicitante|comprador|richiedente|paziente|acquirente|klant|klient|klienta|клиент|клиента|заявитель|покупатель|müşteri|顧客|お客様|客户|고객|pelanggan",
  },
  maybe: {
    en: "seller|owner|landlord|parent|guardian|parent guardian|recipient|sender|employee|representative|legal representative|property owner|pet owner|business owner|store owner|vendor contact|carer|caregiver|billing contact|host family|business contact|nominee|payer|payor|pick up person|pickup person",
    de: "verkäufer|eigentümer|vermieter|eltern|elternteil|erziehungsberechtigter|erziehungsberechtigte|empfänger|absender",
    fr: "vendeur|propriétaire|parent|tuteur|destinataire|vendedor|propietario|padre o tutor|tutor|destinatario|proprietario|genitore|responsável|proprietário|verkoper|eigenaar|ouder|sprzedawca|właściciel|rodzic|opiekun|продавец|собственник|родитель|получатель|保護者|가보호자|보호자|收件人|家长",
  },
  /** The lead only where no adult is there. */
  minor: {
    any: "child|children|childs|kid|kids|son|daughter|student|pupil|player|camper|participant|athlete|swimmer|minor|kind|kindes|schüler|enfant|élève|hijo|hija|niño|alumno|estudiante|figlio|figlia|bambino|filho|filha|aluno|leerling|dziecko|uczeń|ребенок|ребёнка|子供|子ども|お子様|학생|자녀|学生|孩子",
  },
  other: {
    en: "spouse|spouce|husband|wife|partner|fiance|fiancee|mother|mom|mum|father|dad|brother|sister|sibling|grandparent|grandmother|grandfather|relative|relatives|next of kin|kin|nok|dependent|dependant|beneficiary|friend|roommate|neighbor|neighbour|emergency|emergency contact|ice|cosigner|co signer|cosignor|guarantor|employer|boss|supervisor|manager|coworker|colleague|hr|doctor|physician|dr|primary care|pcp|dentist|vet|veterinarian|therapist|nurse|hospital|clinic|pharmacy|pharmacist|attorney|lawyer|solicitor|notary|agent|agents|realtor|real estate agent|broker|loan officer|lender|insurer|adjuster|contractor|accountant|referrer|referral|referred|referred by|referee|references|personal reference|professional reference|witness|organizer|organiser|organizers|host|hosts|their|his|her|grandma|grandpa|granny|aunt|uncle|cousin|nephew|niece|stepmother|stepfather|girlfriend|boyfriend|bride|groom|pastor|nanny|sponsor|mentor|title company|escrow|assigned|assignee|assigned to|assignedto|created by|createdby|updated by|updatedby|rep|reps|sales rep|salesrep|sales person|salesperson|salesman|sales|advisor|adviser|consultant|coordinator|creator|author|admin|administrator|moderator|dispatcher|staff|crew|technician|installer|provider|dealer|dealership|vendor|merchant|supplier|seller agent|store|shop|branch|venue|office location|support|helpdesk|help desk|hotline|tracking|forwarding|forward|forwarded|destination number|routed|dialed|dialled|dialed number|called number|membership|memberships|event memberships|guests|instructor|teacher|coach|principal|professor|landlords|caseworker|case worker|social worker|caretaker|tutor name|account manager|account executive|account owner|contact owner|lead owner|owner id|opponent|defendant|plaintiff|other party|other driver|deceased|gift|notify|notification|notifications|cc|bcc|webmaster|company contact|recruiter|interviewer|head office|headquarters|front desk|reception|site contact|site phone|school phone|school|previous employer|present employer|current employer|business partner|partners|caregivers",
    de: "ehepartner|ehefrau|ehemann|ehegatte|partner|mutter|vater|kind|notfall|notfallkontakt|notfallnummer|arbeitgeber|vorgesetzter|arzt|hausarzt|zahnarzt|anwalt|rechtsanwalt|makler|berater|vermittler|mitantragsteller|bürge|referenz|zeuge|begleitperson",
    fr: "conjoint|conjointe|époux|épouse|mère|père|enfant|urgence|employeur|médecin|avocat|notaire|courtier|conseiller|garant|parrain|agence|magasin|co emprunteur|coemprunteur",
    es: "cónyuge|esposa|esposo|pareja|madre|padre|hijo|hija|emergencia|empleador|jefe|médico|doctora|abogado|agente|asesor|referencia|referencias|fiador|aval|sucursal|tienda|testigo|codeudor|cosolicitante",
    it: "coniuge|moglie|marito|madre|padre|figlio|figlia|emergenza|datore di lavoro|medico|avvocato|agenzia|consulente|garante|negozio|referente",
    pt: "cônjuge|esposa|marido|mãe|pai|filho|filha|emergência|empregador|médico|advogado|corretor|fiador|loja|cônjuge",
    nl: "echtgenoot|echtgenote|moeder|vader|kind|noodgeval|werkgever|huisarts|arts|advocaat|makelaar|adviseur|winkel|ektefelle|make|maka|arbetsgivare|arbeidsgiver|arbejdsgiver|työnantaja|puoliso|lege|läkare",
    pl: "małżonek|małżonka|żona|mąż|matka|ojciec|dziecko|pracodawca|lekarz|prawnik|adwokat|pośrednik|agenta|poręczyciel|manžel|manželka|zaměstnavatel|lékař|dítě",
    ru: "супруг|супруга|жена|муж|мать|отец|ребенок|ребёнок|работодатель|врач|адвокат|агент|поручитель|экстренный|менеджер|родственник",
    tr: "eş|eşi|anne|baba|çocuk|işveren|doktor|avukat|acil|acil durum|kefil",
    ja: "配偶者|緊急連絡先|緊急|勤務先|紹介者|保証人|父|母|子供|주치의|배우자|비상연락처|비상|보증인|紧急联系人|紧急|緊急聯絡人|配偶|雇主|介绍人|推荐人|医生",
    ar: "الطوارئ|صاحب العمل|الزوج|الزوجة|الطبيب|חירום|מעסיק|רופא",
  },
  /** Before a person they make another one of him. */
  co: {
    any: "co|joint|second|secondary|other|another|additional|alternate|alternative|backup|zweiter|zweite|weiterer|second e|segundo|segunda|secondo|seconda|deuxième|tweede|drugi|второй|third|materno|materna",
  },
  /** A phone beside the one that is meant first. */
  second: {
    any: "alt|alternate|alternative|alternativ|secondary|second|other|work|office|company|business|home|backup|additional|user|geschäftlich|beruflich|bureau|travail|trabajo|oficina|ufficio|lavoro|trabalho|werk|zakelijk|arbeit|büro|dienstlich|whatsapp",
  },
  /** Things that have a phone of their own when they hold one. */
  places: {
    any: "location|venue|store|shop|branch|office|site|clinic|practice|hospital|restaurant|hotel|dealer|dealership|vendor|provider|merchant|company|organization|organisation|account|employer|team|school|agency|facility|center|centre|filiale|standort",
  },
} as const;

/** Words that change nothing about what a name means. */
export const fillers =
  "q|f|va|qual|quel|quelle|quelles|quels|cual|cuál|welche|welcher|wie|was|hoe|wat|jak|co|как|какой|est|es|é|è|ist|sind|melhor|mejor|meilleur|beste|besten|et|und|y|e|ed|og|och|ja|i|si|ve|kai|та|και|و|dan|ou|oder|your|my|me|i|im|our|the|a|an|and|or|please|enter|provide|type|give|write|insert|tell|us|what|whats|is|are|who|which|s|for|at|by|with|you|we|can|could|do|does|did|should|would|in|to|required|optional|current|preferred|primary|main|personal|private|own|real|complete|legal|whole|full|valid|label|value|values|text|string|raw|formatted|data|numeric|paterno|paterna|primer|primera|input|inputs|field|fields|question|answer|answers|item|element|control|custom|cf|box|entry|response|short|single|line|untitled|txt|tb|inp|fld|frm|ctl|cph|content|placeholder|mui|react|ember|textbox|create|createaccount|account|here|this|it|will|be|need|how|about|have|may|number1|get|hold|best|also|used|sign|into|re|appears|id|card|shown|work|home|day|daytime|evening|billing|bill|shipping|ship|delivery|new|default|international|national|intl|e|g|u|only|mobile1|xxx|registration|signup|checkout|ihr|ihre|dein|deine|bitte|votre|vos|mon|ma|veuillez|su|sus|tu|por|favor|mi|seu|sua|meu|minha|il|tuo|suo|la|le|lo|el|los|las|les|des|uw|jouw|je|mijn|din|ditt|mitt|twoje|twój|vaše|váš|vašeho|ваш|ваша|ваше|ваши|введите|укажите|il|teljes|az|ön|pełny|pełna|celé|celý|puno|polno|полное|пълно|completo|completa|complet|complète|vollständiger|vollständig|volledige|fulde|fullt|fullständigt|koko|lengkap|anda|penuh|của|bạn|مكمل|الكامل|الخاص|بك|מלא|שלך|کامل|पूरा|आपका|شما|لطفا|" +
  "お|ご|の|を|は|ください|必須|任意|入力|あなた|様|欄|您|您的|的|请|请输入|填写|常用|輸入|請輸入|請|을|를|님|의|입력|본인|귀하의|ของคุณ|กรุณา|กรอก";

/** What parts the head of a phrase from what is said of it. */
export const links =
  "of|for|to|from|on|as|du|de|des|d|del|della|dello|dell|di|da|do|dos|das|der|van|von|till|för|til|av|za|на|для|के|का|की";
