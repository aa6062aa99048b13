import { RejectedError } from "../../../runtime/errors.ts";
import { type HttpReply, type HttpRequest, jsonReply, problemReply } from "../../../runtime/http.ts";
import type { Answer } from "../../contract/intake.ts";

/** How machine senders are answered unless their connector knows better: always 200 once the lead is stored. */
export function jsonAnswer(answer: Answer): HttpReply {
  switch (answer.kind) {
    case "accepted": {
      const [first, ...more] = answer.leads;
      const leads = answer.leads.map(({ id, status }) => ({ status, lead_id: id }));
      return jsonReply(200, first && more.length === 0 ? leads[0] : { status: "accepted", leads });
    }
    case "nothing":
      return jsonReply(200, { status: "ignored" });
    case "rejected":
      return problemReply(answer.status, answer.title, answer.fields);
    case "again":
      return withHeaders(problemReply(503, "Not stored; please send it again"), { "retry-after": "5" });
  }
}

/**
 * Who configured a sender to bring leads by GET would otherwise be told that the door is open, and lose them all.
 * @throws RejectedError 405
 */
export function refuseLeadByGet({ method, query }: HttpRequest): void {
  if (method !== "GET") return;
  const isLead = [...query].some(
    ([name, value]) => name !== "key" && value !== "" && (IS_PERSON.test(name) || /^[^@\s]+@[^@\s]+\.\w+$/.test(value)),
  );
  if (isLead) {
    throw new RejectedError(
      405,
      "Nothing was taken: this lead came by GET. Have the sender use POST, or set allowGet in the settings of this source",
    );
  }
}

const IS_PERSON = /phone|mobile|^tel|tel$|cell|e-?mail|(?:first|last|full|your|user)[_-]?name|^name$|^lead/i;

/** Tells people who open a source's address that it lives, and nothing else. Other methods pass. */
export function doorIsOpen({ method }: HttpRequest): HttpReply | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return { status: 200, headers, body: method === "HEAD" ? "" : "This door is open. Leads are sent here by POST.\n" };
}

export const withHeaders = (reply: HttpReply, headers: Readonly<Record<string, string>>): HttpReply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});
