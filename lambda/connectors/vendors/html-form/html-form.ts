import * as z from "zod/mini";
import { readFields, textAt } from "../../../lead/reader/fields.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { type Connector, configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { withHeaders } from "../../kit/in/answers.ts";
import { explicitKey } from "../../kit/in/explicit-key.ts";
import { apart } from "../../kit/in/form-marks.ts";
import { trialIn } from "../../kit/in/no-lead.ts";
import { perhaps } from "../../kit/in/recognise.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { formOf } from "./form.ts";
import { corsHeaders, greet, preflight, scriptAnswer } from "./scripts.ts";
import { SettingsSchema } from "./settings.ts";
import { isNavigation, optOutPage, pageAnswer } from "./visitors.ts";

/**
 * A form on a web page, posted by the browser itself or by a script. The names that begin with `_` are the customs of
 * form services: https://github.com/formspree/formspree
 */

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
        const person = () => readFields(form, settings.fields, { country, findId: true });
        if (honeypots.some((name) => isFilled(textAt(form, name))))
          return { kind: "spam", why: "the honeypot was filled", shownAs: person() };
        const trial = trialIn(form);
        if (trial) return trial;
        const isHasty = tookMs !== undefined && tookMs < (settings.leastSeconds ?? 0) * 1000;
        const lead = { ...person(), ...explicitKey(request), ...(isHasty && { isHasty }) };
        return { kind: "leads", leads: [lead], ...(Object.keys(proofs).length > 0 && { proofs }) };
      },
      methods: settings.allowGet ? ["POST", "GET"] : ["POST"],
      isPublic: true,
      invalidPhone: "refuse",
      async reply(request, answer) {
        const answerTo = isNavigation(request) ? pageAnswer : scriptAnswer;
        return withHeaders(await answerTo(request, answer, settings), corsHeaders(request, settings));
      },
      async replyToOptOut(request, reply) {
        const told = isNavigation(request) ? await optOutPage(request, reply.status, settings) : reply;
        return withHeaders(told, corsHeaders(request, settings));
      },
    };
  }),
} as const satisfies Connector;

/** Scripts send an unticked trap as `false`. */
const isFilled = (text: string | undefined): boolean => text !== undefined && text !== "false";
