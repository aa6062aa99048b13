import type { Call } from "../../lambda/lead/call/call.ts";
import { isEnd, type Lead } from "../../lambda/lead/lead.ts";
import { mentionsInLead, withoutMentionsInCall, withoutMentionsInLead } from "../../lambda/lead/privacy/mentions.ts";
import { forgottenCall, forgottenLead } from "../../lambda/lead/privacy/retention.ts";
import { changeCall, changeLead } from "../../lambda/store/change.ts";
import type { Store } from "../../lambda/store/store.ts";
import type { Mention, Person, Progress } from "./find-person.ts";
import { isForgetNote } from "./note-in-crms.ts";

/** Names, numbers and words of a person are taken out of the table. Leads and calls stay, as what happened. */

export interface StripDeps {
  readonly store: Pick<Store, "leads" | "calls">;
  readonly now: () => Date;
  readonly progress: Progress;
}

/** Strips a person's calls. @returns how many hold nothing of them now, and those that are being reported this moment */
export async function stripCalls(calls: readonly Call[], leads: readonly Lead[], { store, now, progress }: StripDeps) {
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const busy: Call[] = [];
  let stripped = 0;
  for (const call of calls.filter((each) => !isForgetNote(each))) {
    let isBusy = false;
    await changeCall(store.calls, call, (current) => {
      isBusy = isLeased(current, now());
      const isDone = current.strippedAt !== undefined && current.dueAt === undefined;
      return isBusy || isDone ? undefined : forgottenCall(current, byId.get(current.leadId ?? ""), now());
    });
    if (isBusy) busy.push(call);
    else stripped += 1;
    progress({ doing: "clearing calls", count: stripped });
  }
  return { stripped, busy };
}

/**
 * Strips a person's leads. A lead that somebody had called again since it was cancelled is open, and keeps its person
 * until the next run.
 */
export async function stripLeads(leads: readonly Lead[], { store, now, progress }: StripDeps) {
  const stripped: string[] = [];
  const reopened: string[] = [];
  for (const lead of leads) {
    let isOpen = false;
    await changeLead(store.leads, lead, (current) => {
      isOpen = !isEnd(current.state);
      return forgottenLead(current, now());
    });
    (isOpen ? reopened : stripped).push(lead.id);
    progress({ doing: "clearing leads", count: stripped.length });
  }
  return { stripped, reopened };
}

/** Takes the person out of what others' leads and calls say. @returns those that mention the person no more */
export async function clearMentions(mentions: readonly Mention[], person: Person, deps: StripDeps): Promise<Mention[]> {
  const { store, progress, now } = deps;
  const cleared: Mention[] = [];
  for (const each of mentions) {
    let isLeft = false;
    if (each.lead) {
      const next = await changeLead(store.leads, each.lead, (current) => withoutMentionsInLead(current, person));
      isLeft = next !== undefined && mentionsInLead(next, person).length > 0;
    } else {
      await changeCall(store.calls, each.call, (current) => {
        isLeft = isLeased(current, now());
        return isLeft ? undefined : withoutMentionsInCall(current, person);
      });
    }
    if (!isLeft) cleared.push(each);
    progress({ doing: "clearing what others' leads say", count: cleared.length });
  }
  return cleared;
}

/** Whether a worker reports the call this moment. */
const isLeased = ({ leaseUntil }: Call, now: Date): boolean =>
  leaseUntil !== undefined && leaseUntil > now.toISOString();
