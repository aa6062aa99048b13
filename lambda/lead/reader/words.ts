import { meaningOf } from "./meaning.ts";
import { isAscii } from "./plain.ts";

/**
 * Words of keys and labels one by one, for what is no field of a person: ids, consent, and the parts of a path. What a
 * whole name means says `meaning.ts`.
 */

export type Words = readonly string[];

/**
 * `billing_phoneNumber2` is billing, phone, number. Accents, case and digits say nothing, nor do hints on how to fill
 * a field in: `Phone (with country code)` is no country code.
 */
export function wordsOf(name: string): Words {
  const start = name.slice(0, 200);
  const bare = start.replace(/\([^)]*\)/g, " ").replace(/\b(?:with|incl|including|mit|avec|con|com|met)\b.*/i, "");
  const named = (/\p{L}/u.test(bare) ? bare : start).replace(/WhatsApp/g, "whatsapp");
  if (isAscii(named)) {
    return (
      named
        .replace(/([a-z])([A-Z])/g, "$1 $2")
        .toLowerCase()
        .match(/[a-z]+/g) ?? []
    );
  }
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

/** Words that belong together. */
export interface Vocabulary {
  has(word: string): boolean;
}

const vocabulary = (list: string): Vocabulary => new Set(plain(list).split(/\s+/).filter(Boolean));

export const has = (words: Words, set: Vocabulary): boolean => words.some((word) => set.has(word));
export const only = (words: Words, ...sets: Vocabulary[]): boolean =>
  words.every((word) => sets.some((set) => set.has(word)));

/** A word for phones, in any language. */
export const PHONE: Vocabulary = { has: (word) => (meaningOf(word).says.phone ?? 0) >= 60 };
export const AREA_CODE = vocabulary("area areacode citycode ortsvorwahl ddd lada std ac");

/** Whatever belongs to one of these is not the lead's. */
export const SOMEONE_ELSE: Vocabulary = {
  has: (word) => ["other", "maybe"].includes(meaningOf(word).whose?.class ?? ""),
};

/** A list or person that is the lead. */
export const THE_LEAD = vocabulary(
  `lead leads contact contacts customer client applicant buyer person invitee submitter prospect patient visitor
   inquirer enquirer requester consumer answers`,
);

/** Words that change nothing about what a name means. */
export const FILLER = vocabulary(
  `q f your my our the full complete legal contact customer client lead person patient visitor please enter what is s field
   and a an of or to for with at by you we us may can could do does i in on tell provide give type write insert
   required optional best work main primary current preferred label own user
   ihr ihre dein deine bitte und der die das votre vos veuillez et le la les de du des su sus tu por favor y e o el los
   seu sua il tuo suo uw jouw je din ditt twoje pelny completo complet vollstandiger volledige`,
);

/** The id of one of these is none of a submission. */
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
