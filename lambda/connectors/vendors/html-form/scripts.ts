import { type HttpReply, type HttpRequest, jsonReply, problemReply } from "../../../runtime/http.ts";
import type { Answer } from "../../contract/intake.ts";
import { doorIsOpen, refuseLeadByGet, withHeaders } from "../../kit/in/answers.ts";
import { directionOf } from "../../kit/words/languages.ts";
import { whereNext } from "./form.ts";
import { said, tongueFor } from "./said.ts";
import type { Settings } from "./settings.ts";

/** What a script of the page is told, in the words that it shows to its visitor. */

/** A script is told where the visitor goes next, since it cannot see where a redirect leads. */
export async function scriptAnswer(request: HttpRequest, answer: Answer, settings: Settings): Promise<HttpReply> {
  const tongue = await tongueFor(request, settings);
  const { title, errors, lines, reason } = said(answer, tongue);
  const { language: lang } = tongue;
  const spoken = { lang, dir: directionOf(lang) };
  if (answer.kind === "again") {
    const busy = problemReply(503, title, {}, { detail: "Not stored; please send it again", ...spoken });
    return withHeaders(busy, { "retry-after": "5" });
  }
  if (answer.kind === "rejected") {
    const isAtField = Object.keys(errors).length > 0;
    const whole = isAtField ? title : lines.join(" ");
    return problemReply(answer.status, whole, errors, { detail: reason, ...spoken });
  }
  const redirect = await whereNext(request, settings);
  // A robot must not learn that it was caught, and nobody whether somebody else has sent the form.
  const [lead] = answer.kind === "accepted" ? answer.leads : [];
  const id = lead && { lead_id: lead.id };
  // Pages hand answers on to their analytics, so the visitor's number stays out.
  const message = said({ ...answer, outlook: { ...answer.outlook, phone: undefined } }, tongue).lines.join(" ");
  return jsonReply(200, { status: "accepted", ...id, message, ...spoken, ...(redirect && { redirect }) });
}

const isLeadByGet = ({ method, query }: HttpRequest, { allowGet }: Settings): boolean =>
  allowGet && method === "GET" && [...query.keys()].some((name) => name !== "key");

/**
 * The open door, as anybody may see it. A page whose scripts get no answer is told so in a way that they can read: to
 * them a refused preflight looks like a network that is down, and they would try again for nothing.
 */
export function greet(request: HttpRequest, settings: Settings): HttpReply | undefined {
  if (isLeadByGet(request, settings)) return undefined;
  refuseLeadByGet(request);
  const open = doorIsOpen(request);
  const { origin } = request.headers;
  if (!open || origin === undefined) return open;
  const isAnswered = settings.allowedOrigins.includes(origin);
  const reply = isAnswered ? open : problemReply(403, "Scripts of this page get no answer; name it in allowedOrigins");
  return withHeaders(reply, { "access-control-allow-origin": "*", "cache-control": "no-store", vary: "origin" });
}

export const preflight = (request: HttpRequest, settings: Settings): HttpReply => ({
  status: 204,
  headers: corsHeaders(request, settings),
});

/** https://fetch.spec.whatwg.org/#http-cors-protocol: only origins from the settings are named, never an echo. */
export function corsHeaders({ method, headers }: HttpRequest, { allowedOrigins }: Settings): Record<string, string> {
  const origin = allowedOrigins.find((allowed) => allowed === headers.origin);
  return {
    vary: "origin",
    ...(origin && { "access-control-allow-origin": origin, "access-control-expose-headers": "retry-after" }),
    ...(origin &&
      method === "OPTIONS" && {
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "content-type, idempotency-key, x-bridge-key, authorization, x-requested-with",
        "access-control-max-age": "600",
      }),
  };
}
