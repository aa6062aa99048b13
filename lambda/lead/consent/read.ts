import { hash } from "node:crypto";
import { cutText } from "../../runtime/text.ts";
import type { LeadDraft } from "../reader/draft.ts";
import { cleanLine } from "../reader/names.ts";
import { jornayaIn, trustedFormIn } from "./certificates.ts";
import type { Consent } from "./record.ts";

/** Reads what came with a lead as the record of a consent. */

/** What a source says about consent, as its configuration has it. */
export interface ConsentTerms {
  /** The field with the answer, by its label, its key or its path; undefined where sending the form says it. */
  readonly field?: string | undefined;
  /** The answers that say yes, in whichever case; the wording itself is always one. */
  readonly accept: readonly string[];
  /** The exact words that people see. */
  readonly text: string;
  readonly textVersion?: string | undefined;
  readonly method: NonNullable<Consent["method"]>;
  readonly purposes: NonNullable<Consent["purposes"]>;
  /** TrustedForm is asked to keep the certificates on which somebody was called. */
  readonly keepCertificates?: boolean | undefined;
}

/** What the request itself shows of the moment, beside its fields. */
export interface Circumstances {
  /** The person's own browser sent it: no vendor stands between. */
  readonly isBrowser: boolean;
  readonly ip?: string | undefined;
  readonly agent?: string | undefined;
  readonly page?: string | undefined;
  /** A lasting fingerprint of an address; undefined for none that tells anything. */
  readonly printOf: (ip: string | undefined) => string | undefined;
}

/** So that a wording is found again among all that there were; what is only spaced otherwise is the same. */
export const textPrint = (text: string): string => hash("sha256", oneLine(text), "base64url").slice(0, 16);

/**
 * @param seen of a lead that was fetched from its platform, nothing
 * @returns undefined where the source says nothing about consent, and no certificate came
 */
export function consentIn(
  draft: LeadDraft,
  terms: ConsentTerms | undefined,
  seen?: Circumstances,
): Consent | undefined {
  const fields = Object.entries(draft.extra ?? {});
  const trustedForm = trustedFormIn(fields);
  const jornaya = jornayaIn(fields);
  if (terms === undefined && trustedForm === undefined && jornaya === undefined) return undefined;
  const named = (pattern: RegExp): string | undefined => fields.find(([name]) => pattern.test(name))?.[1];
  const given: { [field in keyof Consent]: Consent[field] | undefined } = {
    ...(terms && said(terms, fields)),
    page: pageOf(named(PAGE) ?? seen?.page),
    form: short(named(FORM), 60),
    ip: seen?.printOf(seen.isBrowser ? seen.ip : named(ADDRESS)),
    agent: agentOf(seen?.isBrowser ? seen.agent : named(AGENT)),
    trustedForm: certificateOf(trustedForm, terms),
    jornaya,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** To be kept where the source says so. */
const certificateOf = (id: string | undefined, terms: ConsentTerms | undefined): Consent["trustedForm"] =>
  id === undefined ? undefined : { id, ...(terms?.keepCertificates === true && { tries: 0 }) };

function said(terms: ConsentTerms, fields: readonly (readonly [string, string])[]): Partial<Consent> {
  const { field, accept, text, textVersion, method, purposes } = terms;
  const answer = field === undefined ? undefined : fields.find(([name]) => isCalled(name, field))?.[1];
  const isYes = (word: string): boolean => [...accept, text].some((yes) => oneLine(yes) === oneLine(word));
  const given = field === undefined ? true : answer === undefined ? undefined : isYes(answer);
  const shown = fields.find(([name]) => name === SHOWN)?.[1];
  const at = fields.find(([name]) => WHEN.test(name))?.[1];
  const givenAt = at === undefined ? Number.NaN : Date.parse(at);
  return {
    ...(given !== undefined && { given }),
    method,
    ...(!Number.isNaN(givenAt) && { givenAt: new Date(givenAt).toISOString() }),
    text: textPrint(text),
    ...(textVersion !== undefined && { version: textVersion }),
    ...(shown !== undefined && oneLine(shown) !== oneLine(text) && { shown: short(shown, 1_000) }),
    purposes: [...purposes],
  };
}

const oneLine = (text: string): string => (cleanLineOf(text) ?? "").toLowerCase();

/** In one line, however long: a wording has more letters than any other field. */
const cleanLineOf = (text: string): string | undefined =>
  text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();

const short = (text: string | undefined, most: number): string | undefined =>
  cutText(cleanLineOf(text ?? "") ?? "", most) || undefined;

/** `tcpa`, where the form has it as `fields.tcpa` or `fields[tcpa]`. */
const isCalled = (name: string, field: string): boolean => {
  const [own, wanted] = [name, field].map((each) => plain(each));
  return own === wanted || (own?.endsWith(`.${wanted}`) ?? false);
};
const plain = (name: string): string => (cleanLine(name) ?? "").toLowerCase().replace(/\[([^\]]*)\]/g, ".$1");

/** What the script for forms sends beside a ticked box: the words that the visitor saw. */
const SHOWN = "consent_text";
const WHEN = /(?:^|\.)consent_?(?:at|time|timestamp|given_?at)$/i;
const PAGE = /(?:^|[._])(?:page_?ur[il]|source_?url|form_?url|landing_?page(?:_?url)?|referr?er(?:_?url)?)$/i;
const FORM = /(?:^|\.)form_?(?:id|key)$/i;
const ADDRESS = /(?:^|[._])ip(?:_?address)?$/i;
const AGENT = /(?:^|[._])user_?agent$/i;

/** What stands in a query may be anything, and of anybody. */
function pageOf(given: string | undefined): string | undefined {
  if (given === undefined || !URL.canParse(given)) return undefined;
  const { protocol, host, pathname, searchParams } = new URL(given);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  const kept = new URLSearchParams([...searchParams].filter(([name]) => /^utm_[a-z]+$/.test(name)));
  return cutText(`${protocol}//${host}${pathname}${kept.size > 0 ? `?${kept}` : ""}`, 200);
}

/** Without what every browser says. */
const agentOf = (given: string | undefined): string | undefined =>
  short(given?.replace(/^Mozilla\/5\.0 |AppleWebKit\/[\d.]+ \(KHTML, like Gecko\) /g, ""), 120);
