import { cutText } from "../runtime/text.ts";
import { type Asked, type AskedDraft, LONGEST_ASKED } from "./asked/record.ts";
import { type Circumstances, type ConsentTerms, consentIn } from "./consent/read.ts";
import type { Consent } from "./consent/record.ts";
import { digestOf, identityOf, leadIdOf } from "./identity.ts";
import { type Lead, type Person, type Retention, usualRetention } from "./lead.ts";
import type { LeadDraft } from "./reader/draft.ts";
import { cleanLine, companyOf, splitName } from "./reader/names.ts";
import { type Country, readPhone } from "./reader/phone.ts";

/** What a source says of all its leads. */
export interface LeadSource {
  readonly source: string;
  readonly account: string;
  readonly country: Country;
  readonly category?: string | undefined;
  /** Without an id from the sender, how long the same phone and e-mail count as the same lead. */
  readonly duplicateWindowMs: number;
  readonly retention?: Retention | undefined;
  /** What it says about consent to a call. */
  readonly consent?: ConsentTerms | undefined;
  /** How long the record of a consent is kept. */
  readonly consentDays?: number | undefined;
}

/** No CRM's ids are longer, and the table's keys, of which they become a part, hold 2048 bytes. */
const MAX_RECORD_ID = 200;

/**
 * The lead as it is first stored: ready to be dialled, or held with the reason why it cannot be. One that has yet to be
 * fetched is ready, too. A record id that is too long for a CRM's is kept in `extra`, and the lead counts as one
 * without a record.
 */
export function newLead(
  draft: LeadDraft,
  source: LeadSource,
  acceptId: string,
  receivedAt: Date,
  seen?: Circumstances,
): Lead {
  const person = personOf(draft, source.country);
  const id = leadIdOf(source.source, identityOf(draft, person, receivedAt, source.duplicateWindowMs));
  const at = receivedAt.toISOString();
  const category = cleanLine(draft.category) ?? source.category;
  const { record } = draft;
  const isRecord = record !== undefined && record.id.length <= MAX_RECORD_ID;
  const waits = draft.reference === undefined ? whyUndialable(draft, person, source.country) : undefined;
  return {
    id,
    acceptId,
    source: source.source,
    account: source.account,
    ...(waits
      ? {
          state: "held",
          reason: waits,
          // The CRM is sent a notice of it.
          dueFor: "reconcile",
          dueAt: at,
        }
      : { state: "ready", dueFor: "dial-lead", dueAt: at, wakes: "dial-lead" }),
    revision: 1,
    receivedAt: at,
    person,
    ...(draft.place && { place: draft.place }),
    ...(draft.asked && { asked: askedBy(draft.asked, receivedAt) }),
    ...(draft.booking && { booking: draft.booking }),
    ...(category && { category }),
    ...(draft.externalId && { externalId: draft.externalId }),
    ...(isRecord && { record }),
    ...(draft.reference !== undefined && { reference: draft.reference }),
    extra: { ...draft.extra, ...(record && !isRecord && { "record.id": record.id }) },
    digest: digestOf(draft),
    ringsAuthorised: 1,
    ringsPossible: 0,
    failedTries: 0,
    lookups: 0,
    emptyLookups: 0,
    calls: [],
    merged: [],
    ...(source.retention && { retention: source.retention }),
    ...recorded(consentIn(draft, source.consent, seen), source),
    history: [{ at, state: waits ? "held" : "ready", ...(waits && { reason: waits }) }],
  };
}

/** What was asked, as it is stored: a dialler reads the moment of it. */
export const askedBy = ({ text, zone, isSure, said }: AskedDraft, came: Date): Asked => ({
  text: cutText(text, LONGEST_ASKED),
  said: momentSaid(said, came).toISOString(),
  ...(zone && { named: cutText(zone, LONGEST_ASKED) }),
  ...(isSure && { isSure }),
});

/** No later than it came, whatever the sender's clock shows. */
export function momentSaid(said: string | undefined, came: Date): Date {
  const at = new Date(said ?? came);
  return at < came ? at : came;
}

/** A consent with the time for which it is kept. */
export const recorded = (
  consent: Consent | undefined,
  { retention = usualRetention, consentDays }: Pick<LeadSource, "retention" | "consentDays">,
): Pick<Lead, "consent" | "retention"> =>
  consent === undefined
    ? {}
    : { consent, ...(consentDays !== undefined && { retention: { ...retention, consentDays } }) };

/** Why this person is not called: there is no number, no certain one, or the person refuses calls, or may have. */
export function whyUndialable(
  draft: LeadDraft,
  { phone, phoneAsGiven }: Person,
  country: Country,
):
  | "not-readable"
  | "calls-refused"
  | "too-much"
  | "phone-unclear"
  | "invalid-phone"
  | "no-phone"
  | "hasty"
  | undefined {
  if (draft.isUnreadable) return "not-readable";
  if (draft.callsRefused) return "calls-refused";
  if (draft.isCutShort) return "too-much";
  if (phone) return draft.isHasty ? "hasty" : undefined;
  if (!phoneAsGiven) return "no-phone";
  const isUnclear = draft.phoneIsDoubtful || readPhone(draft.phone ?? "", country).kind === "doubt";
  return isUnclear ? "phone-unclear" : "invalid-phone";
}

/** The person of a draft, as our rules for names and phones have it. */
export function personOf(draft: LeadDraft, country: Country): Person {
  const read = draft.phone && !draft.phoneIsDoubtful ? readPhone(draft.phone, country) : undefined;
  const phone = read?.kind === "one" ? read.phone : undefined;
  const phoneAsGiven = cutText(cleanLine(draft.phone) ?? "", 60);
  const email = cleanLine(draft.email);
  const company = companyOf(draft.company);
  return {
    ...splitName(draft),
    ...(email && { email }),
    ...(company && { company }),
    ...(phone && { phone }),
    ...(phoneAsGiven && { phoneAsGiven }),
  };
}
