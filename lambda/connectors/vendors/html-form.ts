import * as z from "zod/mini";
import { readFields, textAt } from "../../lead/reader/fields.ts";
import { parseBody } from "../../runtime/body.ts";
import { RejectedError } from "../../runtime/errors.ts";
import { type HttpReply, type HttpRequest, jsonReply, problemReply } from "../../runtime/http.ts";
import { type Connector, configured } from "../contract/connector.ts";
import type { Answer, Intake } from "../contract/intake.ts";
import { doorIsOpen, jsonAnswer, refuseLeadByGet, withHeaders } from "../kit/in/answers.ts";
import { explicitKey } from "../kit/in/explicit-key.ts";
import { apart } from "../kit/in/form-marks.ts";
import { AllowGetSetting, queryForm } from "../kit/in/machine-sender.ts";
import { trialIn } from "../kit/in/no-lead.ts";
import { page } from "../kit/in/page.ts";
import { perhaps } from "../kit/in/recognise.ts";
import { verifySourceKey } from "../kit/in/source-key.ts";

/**
 * A form on a web page, posted by the browser itself or by a script. The names that begin with `_` are the customs of
 * form services: https://github.com/formspree/formspree
 */

const Origin = z
  .string()
  .check(z.refine((text) => originOf(text) === text, "write an exact origin such as https://www.example.com"));
const Address = z.string().check(z.refine((text) => originOf(text) !== undefined, "write a whole http(s) address"));
const InputName = z.optional(z.string());

const SettingsSchema = z.strictObject({
  /**
   * Pages that may post from a browser, as exact origins. Scripts of these pages can read the answer (CORS); other
   * pages are refused. Default: none, which lets forms of any page in that have the key, and gives scripts no answer.
   */
  allowedOrigins: z._default(z.array(Origin), []),
  /** Where the visitor goes after a form was accepted. Default: our own thank-you page. */
  redirect: z.optional(Address),
  /** Where a hidden field `_next` may send the visitor instead: whole addresses, or origins for all their pages. */
  allowedRedirects: z._default(z.array(Address), []),
  /** A field that people cannot see and only robots fill. `_gotcha`, `_honeypot` and `bot-field` always count. */
  honeypot: z._default(z.string(), "_gotcha"),
  /**
   * A form that was sent sooner than so many seconds after it was begun is held. Only `form.js` tells how long it took; a
   * form without it is not asked. Default: none.
   */
  leastSeconds: z.optional(z.number().check(z.minimum(0), z.maximum(60))),
  /** Takes forms whose method is GET as well. They put people into addresses, so better is `method="post"`. */
  allowGet: AllowGetSetting,
  /** Our field → the name of the page's input, where it cannot be recognised. */
  fields: z._default(
    z.strictObject({
      phone: InputName,
      firstName: InputName,
      lastName: InputName,
      fullName: InputName,
      email: InputName,
      company: InputName,
      category: InputName,
      zip: InputName,
      state: InputName,
      country: InputName,
      zone: InputName,
    }),
    {},
  ),
});
type Settings = z.output<typeof SettingsSchema>;

export const htmlForm = {
  key: "html-form",
  title: "Web form",
  /** Only browsers say where a page comes from or what a navigation is. */
  recognises: ({ method, headers, body }) => {
    if (method === "OPTIONS" || headers.origin !== undefined) return "perhaps";
    // Programs send these headers, too (Node's fetch does); a browser that posts a form names its origin.
    const isFetched = headers["sec-fetch-mode"] !== undefined || headers["sec-fetch-dest"] !== undefined;
    return perhaps(isFetched && (method !== "POST" || body.length === 0));
  },
  intake: configured(z.prefault(SettingsSchema, {}), (settings): Intake => {
    const honeypots = [settings.honeypot, "_gotcha", "_honeypot", "bot-field"];
    return {
      handshake: (request) => (request.method === "OPTIONS" ? preflight(request, settings) : greet(request, settings)),
      verify(request, secrets) {
        verifySourceKey(request, secrets);
        const { origin } = request.headers;
        // A page that hides its referrer sends "null", and other servers send no origin at all.
        if (origin === undefined || origin === "null" || settings.allowedOrigins.length === 0) return;
        if (!settings.allowedOrigins.includes(origin)) throw new RejectedError(403, "This page may not post here");
      },
      async read(request, country) {
        const { form, proofs, tookMs } = apart(await formOf(request));
        if (honeypots.some((name) => isFilled(textAt(form, name))))
          return { kind: "spam", why: "the honeypot was filled" };
        const trial = trialIn(form);
        if (trial) return trial;
        const person = readFields(form, settings.fields, { country, findId: true });
        const isHasty = tookMs !== undefined && tookMs < (settings.leastSeconds ?? 0) * 1000;
        const lead = { ...person, ...explicitKey(request), ...(isHasty && { isHasty }) };
        return { kind: "leads", leads: [lead], ...(Object.keys(proofs).length > 0 && { proofs }) };
      },
      methods: settings.allowGet ? ["POST", "GET"] : ["POST"],
      isPublic: true,
      invalidPhone: "refuse",
      async reply(request, answer) {
        const answerTo = isNavigation(request) ? pageAnswer : scriptAnswer;
        return withHeaders(await answerTo(request, answer, settings), corsHeaders(request, settings));
      },
    };
  }),
} as const satisfies Connector;

const formOf = ({ method, query, body, headers }: HttpRequest): Promise<unknown> =>
  method === "GET" ? queryForm(query) : parseBody(body, headers["content-type"]);

const isLeadByGet = ({ method, query }: HttpRequest, { allowGet }: Settings): boolean =>
  allowGet && method === "GET" && [...query.keys()].some((name) => name !== "key");

/** Scripts send an unticked trap as `false`. */
const isFilled = (text: string | undefined): boolean => text !== undefined && text !== "false";

// ── scripts ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A script is told where the visitor goes next, since it cannot see where a redirect leads. */
async function scriptAnswer(request: HttpRequest, answer: Answer, settings: Settings): Promise<HttpReply> {
  if (answer.kind !== "accepted" && answer.kind !== "nothing") return jsonAnswer(answer);
  const redirect = await whereNext(request, settings);
  // A robot must not learn that it was caught, and nobody whether somebody else has sent the form.
  const [lead] = answer.kind === "accepted" ? answer.leads : [];
  const id = lead && { lead_id: lead.id };
  return jsonReply(200, { status: "accepted", ...id, ...(redirect && { redirect }) });
}

/**
 * The open door, as anybody may see it. A page whose scripts get no answer is told so in a way that they can read: to
 * them a refused preflight looks like a network that is down, and they would try again for nothing.
 */
function greet(request: HttpRequest, settings: Settings): HttpReply | undefined {
  if (isLeadByGet(request, settings)) return undefined;
  refuseLeadByGet(request);
  const open = doorIsOpen(request);
  const { origin } = request.headers;
  if (!open || origin === undefined) return open;
  const isAnswered = settings.allowedOrigins.includes(origin);
  const reply = isAnswered ? open : problemReply(403, "Scripts of this page get no answer; name it in allowedOrigins");
  return withHeaders(reply, { "access-control-allow-origin": "*", "cache-control": "no-store", vary: "origin" });
}

const preflight = (request: HttpRequest, settings: Settings): HttpReply => ({
  status: 204,
  headers: corsHeaders(request, settings),
});

/** https://fetch.spec.whatwg.org/#http-cors-protocol: only origins from the settings are named, never an echo. */
function corsHeaders({ method, headers }: HttpRequest, { allowedOrigins }: Settings): Record<string, string> {
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

// ── visitors ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The visitor will see the answer in place of the page. */
function isNavigation({ headers }: HttpRequest): boolean {
  const mode = headers["sec-fetch-mode"];
  if (mode !== undefined) return mode === "navigate";
  return (headers.accept ?? "").includes("text/html") && headers["x-requested-with"] === undefined;
}

async function pageAnswer(request: HttpRequest, answer: Answer, settings: Settings): Promise<HttpReply> {
  switch (answer.kind) {
    case "accepted":
    case "nothing": {
      const location = await whereNext(request, settings);
      if (location) return { status: 303, headers: { location, "cache-control": "no-store" } };
      return page(200, {
        title: "Thank you",
        text: "We have your request and will call you in a moment. You can close this page.",
      });
    }
    case "rejected": {
      const points = Object.values(answer.fields);
      const text = "Use your browser’s back button: what you typed is still there.";
      return page(answer.status, { title: answer.title, points, text, link: wayBack(request, settings) });
    }
    case "again": {
      const text = "Something on our side is not well. Please go back and send the form once more in a moment.";
      return withHeaders(page(503, { title: "Please try again", text, link: wayBack(request, settings) }), {
        "retry-after": "5",
      });
    }
  }
}

const whereNext = async (request: HttpRequest, settings: Settings): Promise<string | undefined> =>
  (await nextOf(request, settings)) ?? settings.redirect;

/** The form's own wish where to go next, if the settings allow exactly that: otherwise anybody could send people anywhere. */
async function nextOf(request: HttpRequest, { allowedRedirects }: Settings): Promise<string | undefined> {
  if (allowedRedirects.length === 0) return undefined;
  const wish = textAt(await formOf(request), "_next");
  if (!wish || !URL.canParse(wish)) return undefined;
  const { href, origin, username, password } = new URL(wish);
  const allowed = allowedRedirects.some((entry) => entry === origin || new URL(entry).href === href);
  return allowed && !username && !password ? href : undefined;
}

/** A link is only made to pages that the settings name. */
function wayBack(
  { headers: { referer = "" } }: HttpRequest,
  { allowedOrigins }: Settings,
): { to: string; text: string } | undefined {
  return allowedOrigins.includes(originOf(referer) ?? "") ? { to: referer, text: "Back to the form" } : undefined;
}

/** The origin of a web address; undefined when it is none. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, protocol } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? origin : undefined;
}
