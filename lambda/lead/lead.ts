import * as z from "zod/mini";
import { AskedSchema } from "./asked/record.ts";
import { ConsentSchema } from "./consent/record.ts";
import { Instant, itemFields } from "./item.ts";
import { reasons } from "./reasons.ts";

/** A person who asked to be called, once, and everything the bridge knows about getting them called. */

export const leadStates = [
  "ready",
  "dialing",
  "placed",
  "completed",
  "held",
  "unknown",
  "review",
  "failed",
  "suppressed",
  "merged",
  "cancelled",
] as const;

/** States in which nothing is left to do; only these let the table forget the lead. */
const endStates = ["completed", "failed", "suppressed", "merged", "cancelled"] as const;

export const leadOutcomes = ["missed", "voicemail", "contacted", "removed"] as const;

export const PersonSchema = z.object({
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  email: z.optional(z.string()),
  company: z.optional(z.string()),
  /** E.164; absent when what was given cannot be dialled. */
  phone: z.optional(z.string()),
  phoneAsGiven: z.optional(z.string()),
});
export type Person = z.infer<typeof PersonSchema>;

/** Where the person is, as they, their browser or their CRM said it: nothing of it is proven. */
const StatedPlaceSchema = z.object({
  /** As given, in capitals. */
  zip: z.optional(z.string()),
  /** State, province or region, as given. */
  state: z.optional(z.string()),
  /** ISO 3166-1 alpha-2. */
  country: z.optional(z.string()),
  /** A name of the IANA's list, such as `America/Denver`. */
  zone: z.optional(z.string()),
});
export type StatedPlace = z.infer<typeof StatedPlaceSchema>;

/** A record in the CRM that the lead came from: results are written there. */
export const RecordSchema = z.object({ type: z.string(), id: z.string() });
export type CrmRecord = z.infer<typeof RecordSchema>;

/** What a phone rings without, as Callingly names it. The last one brings the result back, so it is given up last. */
export const optionalFields = ["email", "company", "category", "source", "first_name", "last_name", "crm_id"] as const;
export type OptionalField = (typeof optionalFields)[number];

const DialSchema = z.object({
  /** New for every ring that becomes possible; a late answer for another dial is not ours. */
  id: z.string(),
  at: Instant,
  leaseUntil: Instant,
});

/** The table was restored to a moment; what was done between then and `until` is not in it. */
const RestorationSchema = z.object({ to: Instant, at: Instant });
export type Restoration = z.infer<typeof RestorationSchema>;

/** When its CRM closed its record, or its number came on the list of those who are not called. */
const StopSchema = z.object({
  at: Instant,
  /** Callingly knows of it, or need not. */
  isSettled: z.optional(z.boolean()),
  /** It is not its own record that was closed: it rings for a lead whose record was. */
  isOthers: z.optional(z.boolean()),
  /** No record was closed: its number is on the list, for all, or for its own business alone. */
  optOut: z.optional(z.enum(["all", "own"])),
  /** No record was closed: its appointment is no more, or another time was agreed, for which there is a lead of its own. */
  booking: z.optional(z.enum(["moved", "cancelled"])),
  /** When its sender said so of the appointment, where it dates that. */
  said: z.optional(Instant),
});

const StepSchema = z.object({
  at: Instant,
  state: z.enum(leadStates),
  reason: z.optional(z.enum(reasons)),
  /** The operator who decided it, or `policy`; absent for what the bridge does by itself. */
  by: z.optional(z.string()),
});

/** How long what is kept, in days from the end of a lead or call. */
const RetentionSchema = z.object({
  payloadDays: z.number(),
  ledgerDays: z.number(),
  /** A stranger's lead that no operator releases ends by itself after so many days; others wait for ever. */
  heldDays: z.optional(z.number()),
  /** The record of a consent on which the person was called is kept so long, and the ledger with it. */
  consentDays: z.optional(z.number()),
});
export type Retention = z.infer<typeof RetentionSchema>;

export const LeadSchema = z.object({
  ...itemFields,
  id: z.string(),
  /**
   * Drawn for each accepted request and never shown: tells our own write from a twin's after a lost response, and gives
   * the ref.
   */
  acceptId: z.string(),
  source: z.string(),
  /** The Callingly team that was rung, or would have been when the lead was last looked at. */
  team: z.optional(z.number()),
  state: z.enum(leadStates),
  /** What a rule holds it for, as `rest.ts` names it: it rests until that has changed, or until it is due. */
  heldBy: z.optional(z.string()),
  receivedAt: Instant,
  /** Fingerprint of the address that a public form was sent from: tells one visitor from another and nothing else. */
  visitor: z.optional(z.string()),
  /** When an operator last released it; from then on its age counts. */
  releasedAt: z.optional(Instant),
  /** From when its age counts, where it waited for its person's calling hours or asked time: that makes it no older. */
  agesFrom: z.optional(Instant),
  /** Why its CRM gets no notice of its wait or end: it came with very many others, and no operator has released it. */
  untold: z.optional(z.enum(["crowded-visitor", "crowded-source"])),
  person: PersonSchema,
  place: z.optional(StatedPlaceSchema),
  /** What the person agreed to; absent where the source says nothing about consent, and no certificate came. */
  consent: z.optional(ConsentSchema),
  /** When the person asked to be called; absent where nothing was said of it. */
  asked: z.optional(AskedSchema),
  /** The sender's id of an appointment, which may be moved or cancelled. */
  booking: z.optional(z.string()),
  category: z.optional(z.string()),
  externalId: z.optional(z.string()),
  record: z.optional(RecordSchema),
  /** What must be fetched from the source before it can be dialled; gone once that is done. */
  reference: z.optional(z.string()),
  /** Everything else that came with the lead, by the sender's names. */
  extra: z.record(z.string(), z.string()),
  /** Fingerprint of the sender's fields; tells a repeat from a different lead under the same key. */
  digest: z.string(),
  differences: z.optional(z.number()),
  /** The integer that was last sent as `crm_id`; comes back in the call webhook. */
  ref: z.optional(z.number()),
  ringsAuthorised: z.number(),
  /** Rings that may have happened. Never exceeds `ringsAuthorised`. */
  ringsPossible: z.number(),
  dial: z.optional(DialSchema),
  /** Fields that Callingly refused, which it is called without. */
  leftOut: z.optional(z.array(z.enum(optionalFields))),
  /** The numbers that may have rung for it, as they were dialled: an operator may have corrected the lead's since. */
  dialledPhones: z.optional(z.array(z.string())),
  /** The first dial that may have rung: calls since then may be this lead's. */
  firstDialAt: z.optional(Instant),
  /**
   * It was authorised again because no call was found. Should the call turn up after all, the authorisation is taken
   * back.
   */
  unproven: z.optional(z.boolean()),
  /** Its CRM, or its person, says that they are to be called no more. */
  stop: z.optional(StopSchema),
  /** The last restore of the table that had the lead in it. */
  restored: z.optional(RestorationSchema),
  /** How many workers started on this overdue lead and died before writing anything. */
  stumbles: z.optional(z.number()),
  /** Look-ups since the dial's fate became unknown: made, and made with a trustworthy, empty answer. */
  lookups: z.number(),
  emptyLookups: z.number(),
  /**
   * The id in Callingly's yes to the dial, which may be its call. Callingly does not document that answer, so it is a
   * guess until the call was read and fits.
   */
  callIdGuess: z.optional(z.string()),
  /** The call that the dial made. */
  callId: z.optional(z.string()),
  /** All its calls that were read so far, redials included. */
  calls: z.array(z.string()),
  callinglyLeadId: z.optional(z.string()),
  outcome: z.optional(z.enum(leadOutcomes)),
  /** The lead that was dialled for this one. */
  mergedInto: z.optional(z.string()),
  /** Leads whose records also get this lead's results. */
  merged: z.array(z.string()),
  history: z.array(StepSchema),
  /** As the configuration had it when the lead came; absent on leads from before there was a choice. */
  retention: z.optional(RetentionSchema),
});
export type Lead = z.infer<typeof LeadSchema>;
export type LeadState = Lead["state"];
export type LeadOutcome = (typeof leadOutcomes)[number];

/** How long it has been free to ring, in milliseconds: releasing the lead resets its age, and calling hours stop it. */
export const ageMs = ({ receivedAt, releasedAt, agesFrom }: Lead, now: Date): number =>
  now.getTime() - Date.parse(agesFrom ?? releasedAt ?? receivedAt);

export const usualRetention: Retention = { payloadDays: 90, ledgerDays: 400 };

/** An operator's release is newer than what came before it. */
export const isReleasedSince = ({ releasedAt }: Lead, at: string): boolean =>
  releasedAt !== undefined && releasedAt > at;

/** Callingly may still redial it, and does not know that it is to be called no more. */
export const isStopOpen = (lead: Lead): boolean =>
  lead.stop !== undefined &&
  lead.stop.isSettled !== true &&
  !isReleasedSince(lead, lead.stop.at) &&
  lead.ringsPossible > 0 &&
  lead.strippedAt === undefined &&
  !["ready", "held", "dialing", "merged"].includes(lead.state);

/** Its person asked not to be called since it was dialled, and no operator has had it called since. */
export const hasOptedOut = (lead: Lead): boolean =>
  lead.stop?.optOut !== undefined && !isReleasedSince(lead, lead.stop.at);

export const isEnd = (state: LeadState): boolean => (endStates as readonly string[]).includes(state);

/** Waits to be dialled: at once, or when the rule that holds it is asked again. */
export const waitsForDial = ({ state, dueFor }: { state: string; dueFor?: string | undefined }): boolean =>
  state === "ready" || (state === "held" && dueFor === "dial-lead");
