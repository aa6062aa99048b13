/**
 * What the words of keys and labels mean, in the languages that forms are written in. Accents and case are gone from
 * all of them, as they are from the words they are compared with.
 */

export type Words = readonly string[];

/**
 * `billing_phoneNumber2` is billing, phone, number. Accents, case and digits say nothing, nor do hints on how to fill
 * a field in: `Phone (with country code)` is no country code.
 */
export function wordsOf(name: string): Words {
  const start = name.slice(0, 200);
  const bare = start.replace(/\([^)]*\)/g, " ").replace(/\b(?:with|incl|including|mit|avec|con)\b.*/i, "");
  const named = (/\p{L}/u.test(bare) ? bare : start).replace(/WhatsApp/g, "whatsapp");
  const spaced = named.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  return plain(spaced)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();

/** A vocabulary: whole words, and beginnings or parts of words for languages that join or do not separate them. */
export interface Vocabulary {
  has(word: string): boolean;
}

function vocabulary(list: string, begins = "", within = ""): Vocabulary {
  const all = (text: string): string[] => plain(text).split(/\s+/).filter(Boolean);
  const whole = new Set(all(list));
  const parts = [...all(begins).map((begin) => `^${begin}`), ...all(within)];
  if (parts.length === 0) return whole;
  const part = new RegExp(parts.join("|"), "u");
  return { has: (word) => whole.has(word) || part.test(word) };
}

export const has = (words: Words, set: Vocabulary): boolean => words.some((word) => set.has(word));
export const only = (words: Words, ...sets: Vocabulary[]): boolean =>
  words.every((word) => sets.some((set) => set.has(word)));

// ── phones ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const PHONE = vocabulary(
  `phone phones phonenumber tel telno ph phn mobile mobiles mobileno mobilenumber mobilephone mobilni mobil mobiel
   movil cell cellno cellnumber cellphone cellular cellulare celular handy gsm msisdn natel portable telemovel tlf
   whatsapp handphone puh kannykka komorka komorkowy dienthoai thoai kontaktnummer`,
  `telephon telefon telefoon teleph telepon mobilnum mobiltel mobilnr mobieln handynum rufnum ruckrufnum telnum
   puhelin matkapuhelin phonenum`,
  `телефон мобильн τηλεφων κινητ 電話 电话 手机 手機 携帯 ケータイ 전화 휴대폰 휴대전화 핸드폰 هاتف جوال موبايل טלפון נייד
   โทรศัพท์ เบอร์ फोन फ़ोन मोबाइल`,
);

/** A number that is for calling: "Which number should we ring?" */
export const NUMBER = vocabulary("number no nr num numero nummer numer numar nomor numara номер");
export const RING = vocabulary(
  `call calls ring reach dial contact callback best daytime evening day text sms reminder preferred primary
   rappel rappeler appeler joindre contacter anrufen erreichen ruckruf kontakt llamar contacto ligar contato
   chiamare contatto richiamare bellen bereikbaar`,
);

/** Beside a word for phones: not the number itself, or another kind of it. */
export const NOT_THE_NUMBER = vocabulary(
  `id ids uuid type code country area prefix ext extension verified verification valid consent optin opt carrier model
   device app time date preference preferences format status mask placeholder hash count many region timezone brand os
   plan bill bills case screen repair network system lines pin provider yes
   tracking destination forwarding forward forwarded routing dialed called hotline support helpdesk
   indicatif vorwahl codigo pais`,
  "fax telefax",
  "факс φαξ ファックス ファクス 传真 傳真 팩스 فاكس פקס",
);

/** The country or area that belongs to a number in a field of its own. */
export const DIAL_CODE = vocabulary(
  "dial dialing dialling calling country countrycode dialcode prefix intl indicatif vorwahl landesvorwahl codigo pais ddi",
);
export const AREA_CODE = vocabulary("area areacode citycode ortsvorwahl ddd");

export const SECOND_CHOICE = vocabulary(
  "alt alternate alternative alternativ secondary second other work office company business home backup additional user",
);

/** Whatever belongs to one of these is not the lead's. */
export const SOMEONE_ELSE = vocabulary(
  `agent agents agente owner organizer organiser host hosts assigned assignee referrer referral referred referee
   emergency notfall urgence emergencia emergenza spouse partner rep reps representative manager creator author friend
   seller vendor vendedor dealer dealership salesperson salesrep salesman advisor adviser asesor berater makler
   conseiller ansprechpartner staff employee membership memberships organizers guests recipient recipients admin
   administrator operator dispatcher landlord witness kin relative beneficiary supervisor moderator merchant
   createdby assignedto updatedby`,
);

/** A list or person that is the lead: its fields are believed before those of others. */
export const THE_LEAD = vocabulary(
  `lead leads contact contacts customer client applicant buyer person invitee submitter prospect patient visitor
   inquirer enquirer requester consumer answers`,
);

/** A value with the shape of a phone number or an address under such a name is something else. */
export const NOT_BY_SHAPE = vocabulary(
  `id ids uuid guid key token hash code zip zipcode postal postcode plz cp cap date time timestamp datetime created
   updated modified submitted submit build event tracker tracking ip address latitude longitude lat lng lon geo amount
   price total budget income revenue salary cost value worth turnover order invoice policy account tax vat ssn ein siret siren
   nif cif dni iban bic swift card license licence passport member serial vin sku isbn ean upc asin reference ref
   ticket claim transaction payment click session cookie utm agent browser version ua fax count quantity qty score
   size age year years dob birth birthday geburtsdatum sqft square meters page url uri link website domain widget
   screen resolution width height npi routing bank bookings booking confirmation case incident registration parcel
   mls listing plate loan mortgage debt subject template campaign form site recipient sender signature checksum
   creative adset adgroup ad product variant emergency hotline support tel2fax mileage odometer weight random nonce
   captcha pin otp inbound`,
  "fax telefax steuer kunden rechnung bestell auftrag vertrag",
);

// ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const EMAIL = vocabulary(
  "email emails emailaddress emailadresse mail mailadresse correo courriel replyto epost eposta emailadres epostadresse sahkoposti",
  "sahkopost",
  "почт имейл 邮箱 邮件 電郵 メール 이메일 메일 بريد ηλεκτρονικ",
);
export const NOT_THE_ADDRESS = vocabulary(
  "recipient notification notifications sender cc bcc id status template campaign verified optin consent subject hash",
);

export const FIRST_NAME = vocabulary(
  `firstname fname forename givenname vorname prenom voornaam fornavn fornamn etunimi imie jmeno keresztnev prenume
   ime primernombre имя`,
  "",
  "이름 名字 ονομα",
);
export const LAST_NAME = vocabulary(
  `lastname lname surname familyname nachname familienname zuname apellido apellidos sobrenome apelido cognome
   achternaam etternavn efternavn efternamn sukunimi nazwisko prijmeni priezvisko vezeteknev prezime soyad soyadi soyisim
   фамилия`,
  "",
  "επωνυμο επιθετο",
);
/** The whole name, or the first where the last stands apart. */
export const NAME = vocabulary(
  `name names fullname nombre nome nom naam navn namn nimi nev nume isim adsoyad имени фио`,
  "",
  "姓名 名前 氏名 성함 성명 ονοματεπωνυμο الاسم",
);
export const FIRST = vocabulary("first given");
export const LAST = vocabulary("last family");

export const COMPANY = vocabulary(
  `company companyname organization organisation organizationname organisationname business businessname employer firma
   firmenname unternehmen empresa entreprise societe bedrijf bedrijfsnaam azienda ditta foretag firmanavn virksomhed
   bedrift yritys spolka sirket компания организация фирма`,
  "",
  "会社 公司 회사 企業 شركة",
);

/** Words that change nothing about what a name means. */
export const FILLER = vocabulary(
  `q f your my our the full complete legal contact customer client lead person patient visitor please enter what is s field
   and a an of or to for with at by you we us may can could do does i in on tell provide give type write insert
   required optional best work main primary current preferred label own user
   ihr ihre dein deine bitte und der die das votre vos veuillez et le la les de du des su sus tu por favor y e o el los
   seu sua il tuo suo uw jouw je din ditt twoje pelny completo complet vollstandiger volledige`,
);

/** A name inside one of these is not a person's: `campaign.name`. */
export const THING = vocabulary(
  `company organization organisation business form page site campaign ad adset adgroup product service event file list
   team project pipeline stage step category country state city source plan tag template workflow account department
   location store branch listing property vehicle car course webinar meeting calendar survey quiz website funnel widget`,
);

// ── consent and ids ─────────────────────────────────────────────────────────────────────────────────────────────

export const CONSENT = vocabulary(
  `consent consents consented agree agreed agreement optin gdpr tcpa dsgvo acceptance accept accepted permission
   einwilligung zustimmung einverstanden consentement consentimiento consenso toestemming samtykke samtycke`,
);
export const CALLS = vocabulary("call calls phone contact contacted ring telephone sms text anruf appel llamada");

export const ID = vocabulary("id uuid guid token number no key nr urn uri");
export const SUBMISSION = vocabulary("submission response entry enquiry inquiry anfrage unique submissionid entryid");
export const LEAD_ID = vocabulary("lead leads leadgen request record ticket application invitee contact customer");
export const BARE_ID = vocabulary("id uuid guid");

// ── form builders' own words ────────────────────────────────────────────────────────────────────────────────────

/** Parts of a path that say where a value is, not what it is. */
export const GENERIC = vocabulary(
  "value values text answer answers string raw full formatted number primary main e international national default data input location",
);

/** Names that a form builder gave because its owner gave none. */
export const OPAQUE = vocabulary(
  `field fields input inputs question questions answer answers item items col column text textbox textarea value values
   no label short single line untitled form data element control custom cf box entry response`,
);
