import type { LeadDraft } from "./draft.ts";
import { digestOf, identityOf, leadIdOf, refOf } from "./identity.ts";
import type { Lead, Person } from "./lead.ts";
import { cleanLine, splitName } from "./names.ts";
import { type Country, parsePhone } from "./phone.ts";

/** What a source says of all its leads. */
export interface Door {
  readonly source: string;
  readonly account: string;
  readonly country: Country;
  readonly category?: string | undefined;
  /** Without an id from the sender, how long the same phone and e-mail count as the same lead. */
  readonly duplicateWindowMs: number;
}

const DAY_MS = 86_400_000;

/** The lead as it is first stored: ready to be dialled, or held with the reason why it cannot be. */
export function newLead(draft: LeadDraft, door: Door, acceptId: string, receivedAt: Date): Lead {
  const person = personOf(draft, door.country);
  const id = leadIdOf(door.source, identityOf(draft, person, receivedAt, door.duplicateWindowMs));
  const at = receivedAt.toISOString();
  const category = cleanLine(draft.category) ?? door.category;
  const waits = person.phone ? undefined : draft.phone?.trim() ? ("invalid-phone" as const) : ("no-phone" as const);
  return {
    id,
    acceptId,
    source: door.source,
    account: door.account,
    ...(waits
      ? {
          state: "held",
          reason: waits,
          dueFor: "reconcile",
          dueAt: new Date(receivedAt.getTime() + DAY_MS).toISOString(),
        }
      : { state: "ready", dueFor: "dial-lead", dueAt: at }),
    revision: 1,
    receivedAt: at,
    person,
    ...(category && { category }),
    ...(draft.externalId && { externalId: draft.externalId }),
    ...(draft.record && { record: draft.record }),
    extra: { ...draft.extra },
    digest: digestOf(draft),
    ref: refOf(id),
    ringsAuthorised: 1,
    ringsPossible: 0,
    failedTries: 0,
    lookups: 0,
    emptyLookups: 0,
    merged: [],
    history: [{ at, state: waits ? "held" : "ready", ...(waits && { reason: waits }) }],
  };
}

function personOf(draft: LeadDraft, country: Country): Person {
  const phone = draft.phone ? parsePhone(draft.phone, country) : undefined;
  const phoneAsGiven = cleanLine(draft.phone)?.slice(0, 60);
  const email = cleanLine(draft.email);
  const company = cleanLine(draft.company);
  return {
    ...splitName(draft),
    ...(email && { email }),
    ...(company && { company }),
    ...(phone && { phone }),
    ...(phoneAsGiven && { phoneAsGiven }),
  };
}
