import type { Refusal } from "../../../stand-ins/kit/crm.ts";
import type { Violation } from "./violations.ts";
import type { World } from "./world.ts";

/**
 * I4 for results that wait for a person: a CRM has refused them, and its words are there to read. What a CRM finds wrong
 * with a request of ours by itself is no such refusal: that request should never have been sent.
 */

export function refusalViolations({ store, crms, book }: World): Violation[] {
  const leads = new Map(store.allLeads().map((lead) => [lead.id, lead]));
  /** Its results are for a record that the CRM does not have. */
  const isOfNobody = (crm: string, leadId: string): boolean =>
    [leadId, ...(leads.get(leadId)?.merged ?? [])].some((id) => {
      const record = leads.get(id)?.record?.id;
      return record !== undefined && !crms.recordsOf(crm).some((each) => each.id === record);
    });
  return book.refused.flatMap(({ crm, leadId, callId, detail }): Violation[] => {
    if ([...crms.refusalsOf(crm)].some((refusal) => explains(refusal, detail)) || isOfNobody(crm, leadId)) return [];
    const text = `call ${callId} waits for a person, and ${crm} has not said so: ${detail}`;
    return [{ kind: "result-unexplained", text, about: [callId, leadId] }];
  });
}

/** Where a refusal has no words, there is the status, and the connector may have words of its own. */
function explains({ means, words, answer: { status } }: Refusal, detail: string): boolean {
  if (words !== undefined) return detail.includes(words);
  return (
    means === "person" && (detail.startsWith(`The CRM answered ${status}`) || !detail.startsWith("The CRM answered"))
  );
}
