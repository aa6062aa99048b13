import { wordsOf } from "./words.ts";

/**
 * By what words somebody says that he wants no call, or is asked whether he does. What names are matched with is in
 * small letters, without accents and marks, as `words.ts` makes them.
 */

const YES_IN =
  "true|1|on|yes|y|x|checked|active|enabled|permanent|ja|oui|s[iíì]|sim|da|да|tak|evet|igen|ano|áno|kyllä|ναι|так|taip|jā|jah|có|ya|はい|希望する|네|예|是|同意|כן|نعم|بله|हाँ|ใช่|✓|✔";
const NO_IN =
  "false|0|off|no|n|unchecked|never|nein|non|nao|não|nee|nej|nei|нет|nie|ei|hay[ıi]r|ne|nem|nu|ні|не|όχι|nē|không|tidak|jangan|いいえ|希望しない|不要|不可|いらない|아니요|아니오|아니|필요 ?없음|원하지 ?않음|否|不|不同意|不可以|不需要|不用|不方便|不愿意|לא|لا|خیر|نه|नहीं|ไม่|ไม่ต้องการ";

export const YES = new RegExp(`^(?:${YES_IN})$|^yes\\b`, "iu");
export const NO = new RegExp(
  `^(?:${NO_IN})$|^(?:no|nein|non|não|nee|nie|nej|nei|нет|nem)[,. ]|^(?:never|denied|declined|refused|revoked|withdrawn|unsubscribed|opted[ _-]?out|i (?:do not|don'?t|disagree|decline)|not (?:agreed|given|granted|allowed))\\b`,
  "iu",
);

/** What a record says of a consent that it does not have. */
export const DENIED = /^(?:denied|declined|refused|revoked|withdrawn|opted[ _-]?out|unsubscribed|blocked|rejected)\b/i;

/** Without marks, as the names are that it is matched with. */
const bare = (patterns: readonly string[]): RegExp =>
  new RegExp(
    patterns
      .join("|")
      .normalize("NFD")
      .replace(/\p{M}+/gu, ""),
    "u",
  );

/** To call, in the forms in which it is asked or asked for. */
const TO_CALL = [
  "anruf|angerufen|ruckruf|zuruckruf|telefonisch",
  "rappel|appele|telephone[rz]|telephonique",
  "llamar|llame|llamen|llamada|chiamar|chiamat|chiami|richiam|ricontatt",
  "\\bligar|liguem|ligacao|ligacoes|(?:contacto?|contatto|ligacao|chamada) telefonic[ao]",
  "bellen|gebeld|terugbel",
  "zadzwon|oddzwon|dzwon|telefoniczn|telefonow",
  "zavola|\\bvolat\\b|telefonick",
  "hivhat|visszahiv|felhiv|telefonos meg",
  "\\bsunam?\\b|\\bsunat|\\bapelam|\\bapelat",
  "\\bnazva|\\bnazove|\\bpozva|\\bpozove|\\bzvati|\\bpoklic|telefonsk\\p{L}* (?:kontakt|poziv)",
  "звони|звонк|звонок|обадим|обажда|телефонува|подзвон|передзвон|дзвон|по телефон",
  "\\bringe\\b|\\bringes\\b|\\bringa\\b|\\bringas\\b|uppringd|oppringt|opringning",
  "soitta|soitto|helista|zvan[iu]|skambin",
  "\\baray|\\baran[aıi]|\\baranma|\\barama",
  "καλεσ|τηλεφωνησ|τηλεφωνικ|κληση",
  "電話|架電|통화|전화|电话|致电|致電|来电|來電|回电",
  "להתקשר|נתקשר|טלפוני|الاتصال|نتصل|اتصال|مكالم|تماس|زنگ|कॉल",
  "\\bgoi\\b|โทร|hubungi|menelepon|ditelepon",
] as const;

/** Looked for first: most fields have none of it. */
export const MENTIONS = bare([
  "call|contact|phone|ring\\b|reach|dnc|dnd|disturb|opt|telefon|kontakt|contatt|contat|llam|chiam|prefer|communicat|consent|permission",
  ...TO_CALL,
]);
/** These ask whether somebody is to be called. */
export const ASKS_TO_CALL = bare(TO_CALL);

/** Letters, texts and newsletters may be refused by who waits for a call. */
export const isAnotherWay = (name: string): boolean =>
  /\b(?:e ?mails?|mails?|mailing|newsletter|sms|texts?|texting|whatsapp|fax|post|letters?|gmb|fb|facebook|instagram|webchat|marketing)\b/.test(
    name,
  ) && !/\b(?:calls?|called|calling|phone|phoned|telephone|ring|voice|anruf\w*|appel\w*|llam\w*|chiam\w*)\b/.test(name);

export const NO_CALLS = new RegExp(
  [
    "\\b(?:do ?not|dont|don t|never|stop|no) ?(?:ever )?(?:be )?(?:tele)?(?:phone )?(?:calls?|calling|called|contact|contacted|phone|ring|telephone|disturb|solicit)\\b",
    "\\b(?:do ?not|dont|don t|never) (?:want|wish|like|agree|consent)(?: to)?(?: (?:be|receive|get|have|any|phone|telephone|sales|marketing))* (?:calls?|called|contacted|phoned)\\b",
    "\\b(?:dnc|dnd|optout|optedout)\\b",
    "\\bopt(?:ed)? out\\b",
    "\\b(?:calls?|phone|contact|voice) (?:unsubscribed?|blocked|refused|declined|barred)\\b",
    "\\b(?:nicht|nie) (?:mehr )?(?:anrufen|kontaktieren|telefonieren)|\\bkeine? anrufe?\\b",
    "\\bne (?:pas|plus|jamais) (?:m |me |nous )?(?:re)?(?:appeler|contacter|telephoner)",
    "\\bno (?:me )?(?:llamar|contactar|llamadas)\\b|\\bnon (?:chiamare|contattare)\\b|\\bnao (?:me )?(?:ligar|contatar)\\b",
    "\\b(?:rather|prefer(?:s|red)?) not\\b.{0,30}\\b(?:calls?|called|phoned|contacted)\\b",
  ].join("|"),
  "u",
);

/** The same in other languages, in names and in what people write. */
export const NO_CALLS_ELSEWHERE = bare([
  "nicht (?:mehr |telefonisch )?(?:anrufen|angerufen|anzurufen|zuruckrufen)|kein(?:e|en)? (?:telefonischen? )?(?:telefon)?(?:anruf|ruckruf)",
  "\\bniet (?:terug)?(?:bellen|gebeld|contacteren)|\\bring inte\\b|inte (?:ringa|bli uppringd)|\\bring ikke\\b|ikke (?:ringe|ringes|ring)\\b",
  "\\bala soita|\\bei (?:saa |tarvitse )?soit|\\bnie (?:od)?dzwon|bez telefonow|\\bnevol(?:a|ej)|\\bne(?:m)? hiv",
  "не (?:надо |нужно )?(?:пере)?звон|не (?:треба |потрібно )?(?:пере)?дзвон|не телефонува|не (?:ми )?(?:се обажда|звън)",
  "\\bnu (?:ma )?suna|\\bne (?:zovite|zvati|klicite|kličite)|μην (?:με )?(?:καλ|τηλεφ)|\\baramayın|\\baramayin|aranmak istem",
  "電話(?:は|を|での連絡は|連絡は)?(?:不要|しない|希望しない|ご遠慮|お断り|控え|やめ|NG)|전화(?:는|를)? ?(?:하지 ?마|사양|거부|금지|원하지)",
  "(?:请勿|請勿|勿|不要|别|不接受|不希望)(?:给我)?(?:打|拨打|致|来)?(?:电|電)(?:话|話)?",
  "לא להתקשר|אל תתקשר|لا تتصل|عدم الاتصال|تماس نگیر|زنگ نزن|(?<!\\p{L})(?:khong|dung|đừng|không) goi(?!\\p{L})|(?:ห้าม|ไม่ต้อง|อย่า)โทร|\\bjangan (?:telepon|telpon|hubungi|call)",
]);

/** `Je ne souhaite pas être appelé`, with a word for calling beside. */
export const WISHES_NOT = bare([
  "(?<!\\p{L})(?:ne (?:souhaite|veux|desire)|no (?:deseo|quiero)|non (?:desidero|voglio)|nao (?:quero|desejo|gostaria))",
  "(?<!\\p{L})(?:mochte (?:nicht|keine)|nie (?:chce|zycze)|nechci|nechcem|nepreji|nem (?:szeretn|ker|akar)|ne zelim|nu (?:doresc|vreau))",
  "(?<!\\p{L})(?:vill inte|onsker ikke|vil ikke|en halua|ei soovi|nevelos|nenoriu|istemiyorum|khong muon|tidak (?:ingin|mau))",
  "(?<!\\p{L})не (?:хочу|желаю|бажаю|искам)|δεν (?:θελω|επιθυμω)|希望しない|不希望|不想|원하지|원치|لا (?:أريد|ارغب|أرغب)|לא (?:רוצה|מעוניין)|नहीं चाह|ไม่ต้องการ|نمی ?خواهم",
]);

const CALL = "(?:calls?|called|calling|callback|call back|phone|phoned|telephone|ring|contact|contacted|reach out)";
const MAY =
  "(?:may|can|could|shall|should|do|ok|okay|allow|allows|allowed|permission|permit|agree|agreed|consent|consents|accept|want|wish|like|happy|willing|authori[sz]e|opt ?in)";
export const MAY_WE = new RegExp(
  [
    `\\b${MAY}\\b.{0,60}\\b${CALL}\\b`,
    `\\b${CALL}\\b.{0,40}\\b(?:ok|okay|allowed|permission|permitted|consent|opt ?in|allow|agree|agreed|authori[sz]ed|wanted|requested)\\b`,
    "^(?:please )?(?:do )?(?:request |requested )?(?:a )?call ?(?:me|you|back)?(?: back)?(?: requested| wanted)?$",
    "\\b(?:by|via|over|through) (?:the )?(?:phone|telephone|calls?)\\b|\\b(?:preferences?|permissions?|communications?) (?:phone|calls?|voice|telephone)\\b",
    "\\b(?:darf|durfen|konnen|sollen|mochten|wollen|einverstanden|einwilligung)\\b.{0,60}(?:anruf|angerufen|kontakt|telefon)",
    "\\b(?:peut|pouvons|puis|peuvent|souhaitez|acceptez|accepte|voulez)\\b.{0,60}(?:appel|contact|telephon)",
    "\\b(?:podemos|puede|podria|desea|quiere|acepta|acepto|permite)\\b.{0,60}(?:llam|contact|telefon)",
    "\\b(?:possiamo|possono|desidera|vuole|accetta|acconsent\\w*)\\b.{0,60}(?:chiam|contatt|telefon)",
    "\\b(?:podemos|deseja|quer|aceita)\\b.{0,60}(?:ligar|contat|telefon)",
    "\\b(?:mogen|mag)\\b.{0,60}(?:bellen|contact)|\\bczy mozemy\\b.{0,60}kontakt",
  ].join("|"),
  "u",
);
/** These ask what was, or whether a number is one. */
export const PAST =
  /(?<!\p{L})(?:have|has|had|did|been|before|already|previously|ever|verified|valid|validated|first|where|how|when|which|time|bereits|schon|wurden|wann|deja|avez|quand|comment|cuando|hora|quando|heeft|eerder|wanneer|kiedy|kdy|mikor|cand|когда|раньше|уже|звонили|nar|zaman)(?!\p{L})|何時|时间|時間|언제|시간/u;

export const IS_ABOUT_REACHING =
  /連絡|联系|聯絡|연락|связ|звʼяз|iletisim|kapcsolat|επικοινων|yhteyden|\b(?:calls?|callback|contact|contacted|reach|phone|telephone|method|prefer|preferred|preference|time)\b|anruf|kontakt|appel|llam|chiam|contat|erreich|joindre|bellen|dzwon|звон/u;
export const SAYS_NEVER =
  /^(?:please |bitte )?(?:never|none of these|do not|don['’]?t|no calls?|no phone|no contact|niemals|nie|gar ?nicht|nicht|jamais|nunca|nooit|nigdy|aldrig|aldri|никогда)(?![\p{L}])/iu;
export const ONLY_OTHERWISE = new RegExp(
  [
    "^(?:(?:by |via |per )?(?:e-?mail|text|sms|whatsapp|letter|post|chat)(?: message)?s? only|only (?:by |via )?(?:e-?mail|text|sms|whatsapp|chat))\\b",
    "^(?:nur|alleen|tylko|pouze|len|csak|endast|bara|kun|bare|vain|sadece|samo|doar|uniquement|seulement|s[oó]lo|solo|solamente|apenas|somente|только|лише|само|μόνο) (?:per |über |via |par |por |via |pr\\.? |przez |на |по |με )?(?:e-?mail|mail|e-?post|mejl|sähköposti|e-?posta|courriel|correo|sms|whatsapp|почт|смс|имейл)",
    "^(?:e-?mail|mail|courriel|correo|e-?post|sms|whatsapp) (?:uniquement|seulement|solamente|únicamente|apenas|somente|soltanto|nur)(?![\\p{L}])",
    "^(?:メール|eメール)(?:のみ|だけ)|^(?:仅|只)(?:限|通过)?(?:电子)?(?:邮件|邮箱)|^(?:이메일|메일)(?:로)?만",
  ].join("|"),
  "iu",
);

const QUICK =
  /call|ring|phone|anruf|appel|llam|chiam|lig|bellen|dzwo|звон|звън|soit|vol[ae]|hív|hiv|sun|zov|zva|klič|arama|aran|телефон|обажда|καλ|τηλ|電|电|전화|קשר|تتصل|الاتصال|تماس|زنگ|gọi|goi|โทร|jangan/iu;
const WORDS = new RegExp(
  [
    "(?<![\\p{L}])(?:please\\s+)?(?:do\\s+not|don['’]?t|never|stop)\\s+(?:ever\\s+)?(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|telephone)(?![\\p{L}])(?:\\s+(?:me|us|this|my|at all))?",
    "(?:^|[.,;!?(\\n–-]\\s*)(?:please\\s+)?no\\s+(?:(?:tele)?phone\\s+)?calls?(?![\\p{L}])",
    "(?<![\\p{L}])nicht\\s+anrufen|keine\\s+(?:telefon)?anrufe",
    "ne\\s+(?:pas\\s+(?:m['’]|me\\s+)?(?:r?appeler|t[ée]l[ée]phoner)|m['’]appele[zr]\\s+pas)|pas\\s+d['’]appels?",
    "(?<![\\p{L}])no\\s+(?:me\\s+)?llam(?:ar|en|e)(?:me)?(?![\\p{L}])|sin\\s+llamadas",
    "non\\s+(?:mi\\s+)?(?:chiamate|chiamare|chiamatemi)|n[ãa]o\\s+(?:me\\s+)?(?:ligar|liguem|ligue)(?![\\p{L}])|niet\\s+bellen|nie\\s+dzwoni[ćc]|не\\s+звон",
  ].join("|"),
  "iu",
);
/** A time at which not to call is none at which nobody may. */
const WITHIN_LIMITS =
  /^[^.!?\n]{0,30}(?<![\p{L}])(?:before|after|until|till|during|between|on|at|if|unless|while|later than|earlier|from|in the|vor|nach|före|innan|før|etter|do|после|przed|zwischen|avant|apr[eè]s|entre|antes|despu[eé]s|prima|dopo|depois|voor|na|przed|po)(?![\p{L}])/iu;

/** Whether a text says in its own words that no call is wanted. */
export function saysNoCalls(text: string): boolean {
  if (!QUICK.test(text)) return false;
  const said = WORDS.exec(text);
  if (said === null) return text.length <= 400 && NO_CALLS_ELSEWHERE.test(wordsOf(text).join(" "));
  return !WITHIN_LIMITS.test(text.slice(said.index + said[0].length));
}
