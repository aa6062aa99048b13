/**
 * What a field may be besides a person's name, phone, e-mail address or company. These words are as good as the others:
 * whatever a field is called by them, it is not taken for the person's, however much its value looks so.
 */

export const decoys = {
  fax: {
    any: "fax|telefax|телефакс|facsimile|faks|faksi|télécopie|фακς|факс|φαξ|ファックス|ファクス|传真|傳真|팩스|فاكس|פקס|faxnummer|โทรสาร|แฟกซ์|الفاكس|نمابر|fakss|faksas|faxszám|фах|传真号",
  },
  ext: {
    any: "ext|extn|extension|extensão|extensión|ramal|interno|anexo|poste|nebenstelle|durchwahl|toestel|wewnętrzny|добавочный|доб|内線|내선|分机|linha",
  },
  dial: {
    any: "country code|countrycode|dial code|dialling code|calling code|phone code|phone prefix|dialcode|ccode|indicatif|vorwahl|ländervorwahl|landesvorwahl|country prefix|código do país|código de país|código país|prefisso|landcode|ddi|isd|country iso|isd code",
  },
  area: {
    any: "area code|areacode|area|ddd|ortsvorwahl|city code|citycode|lada|exchange|line number|local number|phone suffix|phone area",
  },
  place: {
    en: "zip|zipcode|zip code|postal|postal code|postcode|post code|pin code|pincode|address|street|city|town|state|county|country|province|region|district|house|apartment|apt|floor|suite|building|location|latitude|longitude|lat|lng|lon|timezone|time zone|neighborhood|parcel|mls|city state",
    de: "plz|postleitzahl|adresse|anschrift|straße|hausnummer|ort|wohnort|stadt|land|bundesland",
    fr: "code postal|cp|ville|rue|pays|région|département",
    es: "código postal|codpos|dirección|calle|ciudad|colonia|país|provincia|estado|municipio|barrio|direccion",
    it: "cap|codice postale|indirizzo|via|città|provincia|paese|comune",
    pt: "cep|endereço|rua|cidade|bairro|morada",
    nl: "postnummer|postnr|adres|straat|woonplaats|plaats|postinumero|osoite|gata|gatuadress|ort",
    pl: "kod pocztowy|kod|adres|ulica|miasto|psč|ulice|město|irányítószám|irsz|cím|poštanski broj|cod poștal|oraș|localitate|adresă",
    ru: "индекс|адрес|город|улица|страна|регион|область|індекс|місто|вулиця|пощенски код|град",
    el: "διεύθυνση|πόλη|ταχυδρομικός κώδικας|τκ",
    tr: "posta kodu|adres|ilçe|şehir|mahalle|adresi",
    ja: "郵便番号|住所|都道府県|市区町村|番地|国|우편번호|주소|邮编|邮政编码|地址|城市|郵遞區號|省|市",
    th: "รหัสไปรษณีย์|ที่อยู่|จังหวัด",
    vi: "mã bưu chính|địa chỉ|thành phố|kode pos|poskod|alamat|kota",
    ar: "العنوان|المدينة|الرمز البريدي|כתובת|עיר|מיקוד|آدرس|شهر|کد پستی|पता|शहर|पिन कोड",
  },
  id: {
    any: "campaign|utm|id|ids|uuid|guid|key|token|hash|order|order number|order no|order id|invoice|invoice number|account number|account no|customer number|client number|member number|membership|membership number|policy|policy number|booking|booking number|bookings|reference|reference number|ref|ref no|ticket|confirmation|confirmation number|cancellation|cancellation number|reservation|reservation number|registration|registration number|case|case number|claim|claim number|transaction|payment|tax|vat|vat number|ssn|ein|social security|siret|siren|nif|cif|dni|nie|cpf|cnpj|nip|regon|pesel|kvk|cvr|cpr|rut|curp|rfc|iban|bic|swift|passport|licence|license|licence number|license number|license plate|plate|serial|serial number|vin|sku|isbn|ean|upc|asin|npi|routing|routing number|bank|bank account|loan|loan number|item number|part number|model number|student number|employee number|badge|gclid|fbclid|msclkid|click|session|cookie|code|promo|coupon|voucher|pin|otp|captcha|nonce|checksum|signature|ip|ip address|adset|adgroup|ad id|creative|crypto|unit number|abn|acn|tfn|nik|npwp|ktp|rg|bsn|btw|егн|єдрпоу|едрпоу|y tunnus|henkilötunnus|aadhaar|aadhar|pan number|pan no|pan card|आधार|cmnd|cccd|số hợp đồng|hợp đồng|mã số thuế|căn cước|nomor pesanan|rekening|kad pengenalan|no ktp|wechat|wechat id|微信|微信号|qq|qq号|line id|บัญชี|เลขที่บัญชี|บัตรประชาชน|رقم الحساب|الحساب|رقم العميل|מספר לקוח|מספר חשבון|ח פ|کد ملی|شماره سفارش|کدملی|παραγγελία|παραγγελίας|asmens kodas|personas kods|isikukood|davčna|davčna številka|matični|matični broj|jmbg|emšo|kennitala|orgnr|org nr|expediente|cuit|cuil|ruc|tva|iva|лицевой счет|счет|umowa|umowy|smlouva|smlouvy|smlouvu|zmluvy|zmluva|contract|contractul|замовлення|замовлень|договору|vergi|vergi numarası|müşteri numarası|müşteri no|お客様番号|顧客番号|契約番号|予約番号|사업자등록번호|고객번호|회원번호|계약번호|등록번호|会员号|会员编号|合同编号|护照|護照|統一編號|统一编号|auftragsnr|versicherungsnr|vertragsnr|rechnungsnr|steuernr|kontonummer|kontonr|zählernummer|numéro client|client no|n client|kundennr|kontrakt",
    de: "bestellnummer|auftragsnummer|kundennummer|rechnungsnummer|vertragsnummer|mitgliedsnummer|steuernummer|kundennr|aktenzeichen|versicherungsnummer",
    fr: "numéro de commande|numéro de client|numéro de facture|référence|facture|commande|sécurité sociale|contrat",
    es: "número de pedido|número de cliente|número de documento|pedido|factura|póliza|código|cédula|matrícula|documento|cuenta",
    it: "numero ordine|codice cliente|codice fiscale|partita iva|fattura|codice|ordine",
    nl: "bestelnummer|klantnummer|ordernummer|ordrenummer|kundenummer|kundnummer|personnummer|organisationsnummer|tilausnumero|asiakasnumero|fødselsnummer",
    pl: "numer zamówienia|numer klienta|číslo objednávky|ičo|dič|rodné číslo|rendelésszám|adószám|broj narudžbe|oib|pib|număr comandă|cnp|cui|zamówienie|objednávka",
    ru: "номер заказа|номер договора|инн|заказ|договор|паспорт|снилс|код|огрн|егрн",
    tr: "sipariş numarası|tc kimlik|vergi no|kimlik no|sipariş",
    ja: "注文番号|会員番号|受付番号|注文|会員|주문번호|订单号|客户编号|訂單編號|身份证|验证码|驗證碼|激活码|编号|kode|mã",
    ar: "αφμ|رقم الطلب|رقم الهوية|תעודת זהות|מספר הזמנה",
  },
  time: {
    any: "date|time|datetime|timestamp|best time|best time to call|preferred time|when|day of|dob|date of birth|birth|birth date|birthdate|birthday|age|hour|hours|schedule|appointment|arrival|departure|created|updated|modified|submitted|created at|year|years|month|deadline|since|duration|business hours|geburtsdatum|geburtstag|alter|uhrzeit|datum|termin|wunschtermin|erreichbarkeit|beste zeit|beste tijd|date de naissance|créneau|heure|meilleur moment|fecha|horario|edad|hora|hora preferida|data di nascita|orario|ora|data de nascimento|melhor horário|idade|dato|fødselsdato|födelsedatum|syntymäaika|data urodzenia|dátum|narození|дата|дата рождения|время|возраст|tarih|doğum|生年月日|年齢|希望日時|日時|생년월일|나이|出生日期|生日|日期|时间|ngày",
  },
  amount: {
    any: "amount|price|budget|total|income|revenue|salary|cost|value worth|turnover|worth|mortgage|debt|betrag|preis|summe|einkommen|montant|prix|revenu|importe|monto|presupuesto|precio|importo|prezzo|valor|montante|preço|orçamento|bedrag|prijs|beløb|pris|belopp|kwota|cena|сумма|цена|бюджет|金額|予算|금액|예산|金额|预算|tutar|fiyat|mileage|odometer|weight|height|width|size|sqft|square|kwh|rent|purchase price|down payment|percent|rate|score|zestimate|miles|visits|pages",
  },
  count: {
    any: "count|how many|quantity|qty|número de personas|cantidad|quantità|anzahl|combien|cuántos|quantos|количество|人数|party size",
  },
  about: {
    any: "type|kind|carrier|model|verified|verification|verify|valid|validation|format|status|mask|device|brand|os|network|operator|plan|screen|category|industry|sector|branche|size of|type of|nature of|stage|position|priority|preference|preferences|preferred contact|contact method|contact preference|preferred method|how should we contact|how did you hear|language|lang|currency|gender|sex|race|ethnicity|description|details|notes|note|line of|tipo|art|sorte|typ|genre|género|сфера|отрасль|тип|type d'|tipo de|giro|rubro|headcount|number of employees|years in|established|version|browser|resolution|provider|repair|line type|app|apps|placeholder|enabled|match|digits|last digits|label|extension type|lookup|what does your company do|what does your business do|what your company does|was macht ihr unternehmen|que fait votre entreprise|qué hace su empresa|di cosa si occupa|phone system|phone service|phone provider|phone company|phone bill|telefonanlage",
  },
  consent: {
    any: "consent|consents|agree|agreed|agreement|opt in|optin|opt out|gdpr|tcpa|dsgvo|acceptance|accept|accepted|permission|subscribe|subscribed|newsletter|marketing|terms|privacy|may we|can we|ok to|okay to|do not call|do not contact|dnd|dnc|unsubscribe|einwilligung|zustimmung|einverstanden|datenschutz|consentement|consentimiento|consenso|toestemming|samtykke|samtycke|autorizo|acepto|accetto|j'accepte|aceito|zgoda|souhlas|согласие|同意|text me|updates|notify me|receive",
  },
  secret: {
    any: "password|passwort|passwd|pwd|passcode|contraseña|mot de passe|senha|wachtwoord|lösenord|adgangskode|hasło|heslo|jelszó|parolă|пароль|парола|şifre|パスワード|비밀번호|密码|密碼|كلمة المرور|סיסמה|secret|security question|kata sandi",
  },
  user: {
    any: "username|user name|userid|login name|nickname|nick name|screen name|display name|maiden name|benutzername|nutzername|anmeldename|nom d'utilisateur|pseudo|identifiant|usuario|nombre de usuario|apodo|nome utente|usuário|utilizador|gebruikersnaam|uživatel|логин|никнейм|用户名|使用者名稱|ニックネーム|아이디|tên đăng nhập|handle|alias|brugernavn|brukernavn|användarnamn|käyttäjätunnus|kullanıcı adı",
  },
  middle: {
    any: "middle name|middle initial|middle|mi|initial|initials|отчество|second prénom|zweiter vorname|ミドルネーム|mname",
  },
  title: {
    any: "title|salutation|honorific|name prefix|name suffix|prefix|suffix|anrede|titel|civilité|tratamiento|tratamento|titolo|aanhef|titre|título|hitap|job title|job|role|position|occupation|profession|beruf|funktion|puesto|cargo|ruolo|stanowisko|должность|посада|役職|部署|department|departement|职位|职务|직책|jabatan|cím beosztás|rank",
  },
  reading: { any: "フリガナ|ふりがな|カナ|かな|ローマ字|読み|kana|furigana|phonetic|pronouns|pinyin|ruby" },
  thing: {
    any: "form|page|site|ad|adgroup|product|service|event|file|filename|list|project|pipeline|step|source|tag|template|workflow|listing|property|vehicle|car|course|webinar|meeting|calendar|survey|quiz|funnel|widget|hotel|pet|item|brand|subject|topic|betreff|sujet|asunto|oggetto|assunto|тема|件名|主题|品名|button|list name|file name|street name|card|card name|cardholder|name on card|karteninhaber|nama di kartu|nome do cartão|titular|bank name|school|university|church|team|domain|url|uri|link|website|webseite|web|homepage|сайт|image|photo|video|document|attachment|agent string|user agent|referer|referrer url|landing|host name|hostname|city name|address title|adres başlığı|nama alamat|device name|game|book|medication|allergies|allergy|insurance|animal|room|group|label name|goal|objective|interest|interests|model name|artwork|song|recipe|store name",
  },
  message: {
    any: "how can we help|how can we help you|how may we help you|anything else|what can we help you with|tell us|tell us more|additional information|additional details|wie können wir helfen|wie können wir ihnen helfen|comment pouvons nous vous aider|cómo podemos ayudarle|cómo podemos ayudarte|come possiamo aiutarti|come possiamo aiutarla|como podemos ajudar|hoe kunnen we helpen|jak możemy pomóc|чем мы можем помочь|ご要望|ご質問|ご相談内容|message|comment|comments|question|questions|feedback|enquiry|inquiry|remarks|nachricht|mitteilung|anliegen|bemerkung|commentaire|mensaje|comentario|comentarios|messaggio|mensagem|bericht|opmerking|meddelande|besked|viesti|wiadomość|zpráva|сообщение|комментарий|mesaj|メッセージ|お問い合わせ|内容|备注|留言|메시지|문의|body|special instructions|instructions|transcript|conversation",
  },
  hidden: { any: "hidden|tracker|tracking code|honeypot|gotcha|random|postback|build" },
  tries: {
    any: "confirm|confirmed email|re enter|reenter|retype|re type|repeat|again|wiederholen|bestätigen|confirmer|confirmez|confirmar|repetir|conferma|ripeti|bevestig|herhaal|verify email|confirmation email",
  },
} as const;
