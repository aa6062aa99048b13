import type { Call } from "../../lambda/lead/call/call.ts";
import { reportOf } from "../../lambda/lead/call/report-key.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { ringersOf } from "../../lambda/lead/phone-right.ts";
import { printsOf, type Suppression } from "../../lambda/lead/privacy/suppression.ts";
import type { PhoneStore, SuppressionStore } from "../../lambda/store/store.ts";
import { type FindDeps, gather, identify, type PersonQuestion } from "./find-person.ts";

/** Everything the bridge holds of one person, for that person: one object that is written out as JSON. */

export interface ExportDeps extends FindDeps {
  readonly suppressions: Pick<SuppressionStore, "about">;
  readonly phones: Pick<PhoneStore, "find">;
  /** Seeds of the key that hashes are made with. */
  readonly seeds: () => Promise<readonly string[]>;
  readonly now: () => Date;
}

export interface PersonExport {
  readonly exportedAt: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly leads: readonly Lead[];
  readonly calls: readonly Call[];
  /** Which CRM records got what: one entry for each call and record. */
  readonly told: readonly {
    readonly crm: string;
    readonly leadId: string;
    readonly callId: string;
    readonly record?: { readonly type: string; readonly id: string } | undefined;
    readonly activityId?: string | undefined;
  }[];
  /** The person's data at Callingly, by its own ids; ask there. */
  readonly callingly: readonly { readonly account: string; readonly leadId: string }[];
  /** Rights to ring, and leads that rang lately, beside the number until it expires. */
  readonly locks: readonly { readonly account: string; readonly phone: string; readonly leadId: string }[];
  /** Where the person is not to be called, since when, and how the word came. */
  readonly suppressions: readonly Pick<Suppression, "scope" | "of" | "since" | "way" | "lifted">[];
  /** Leads and calls of other people that hold a number or an address of the person, and the fields that do. */
  readonly mentions: readonly { readonly leadId?: string; readonly callId?: string; readonly in: readonly string[] }[];
  /** Keys of items that this version of the bridge does not understand; they may be this person's too. */
  readonly notUnderstood: readonly string[];
}

/** The names of those who decided about the leads or talked on the phone are other people's data, and left out. */
export async function exportPerson(question: PersonQuestion, deps: ExportDeps): Promise<PersonExport> {
  const { phones, suppressions, seeds, now } = deps;
  const person = await identify(question, deps);
  const { leads, calls, mentions, unread } = await gather(person, deps);
  const locks = await Promise.all(
    person.accounts.flatMap((account) =>
      person.phones.map(async (phone) => {
        const rights = await phones.find(account, phone);
        return rights ? ringersOf(rights).map((leadId) => ({ account, phone, leadId })) : [];
      }),
    ),
  );
  const prints = (await seeds()).flatMap((seed) => printsOf(seed, person));
  const words = (await Promise.all(prints.map(({ print }) => suppressions.about(print)))).flat();
  return {
    exportedAt: now().toISOString(),
    phones: person.phones,
    emails: person.emails,
    leads: leads.map(({ history, ...lead }) => ({ ...lead, history: history.map(({ by: _, ...step }) => step) })),
    calls: calls.map(withoutAgent),
    told: calls.flatMap(toldOf),
    callingly: callinglyLeadsOf(leads, calls),
    locks: locks.flat(),
    suppressions: words.map(({ scope, of, since, way, lifted }) => ({
      scope,
      of,
      since,
      way,
      ...(lifted && { lifted: { at: lifted.at, by: "" } }),
    })),
    mentions: mentions.map((each) => ({
      ...(each.lead && { leadId: each.lead.id }),
      ...(each.call && { callId: each.call.callId }),
      in: each.in,
    })),
    notUnderstood: unread,
  };
}

function withoutAgent({ result, ...call }: Call): Call {
  if (!result) return call;
  const { agent: _, ...rest } = result;
  return { ...call, result: rest };
}

const toldOf = ({ callId, reports }: Call): PersonExport["told"] =>
  Object.entries(reports).map(([key, { record, activityId }]) => {
    const { crm, leadId } = reportOf(key);
    return { crm, leadId, callId, ...(record && { record }), ...(activityId && { activityId }) };
  });

/** The ids by which Callingly knows a person, each once. */
export function callinglyLeadsOf(leads: readonly Lead[], calls: readonly Call[]): PersonExport["callingly"] {
  const all = [
    ...leads.map(({ account, callinglyLeadId }) => ({ account, leadId: callinglyLeadId })),
    ...calls.map(({ account, result }) => ({ account, leadId: result?.callinglyLeadId })),
  ];
  const named = all.flatMap(({ account, leadId }) => (leadId === undefined ? [] : [{ account, leadId }]));
  return [...new Map(named.map((each) => [`${each.account} ${each.leadId}`, each])).values()];
}
