import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { type Claim, signatureOrKey } from "../../kit/in/signed-body.ts";
import { accessSettings } from "./access.ts";
import { eventSettings, readEvent } from "./events.ts";
import { peopleApi } from "./people-api.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    ...eventSettings,
    /** Where people are read, for a source that reports to no Twenty of the configuration. */
    url: z.optional(accessSettings.url),
  }),
  {},
);

/** Leads from a webhook: a person comes whole, an opportunity with the id of its point of contact. */
export const twentyIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: signatureOrKey({ encoding: "hex", claims }),
    read: async ({ body, headers }) => readEvent(await parseBody(body, headers["content-type"]), settings),
    platform: peopleApi(settings, {
      // A key must not go to somebody else's server.
      baseUrl: settings.url ?? "https://url-is-not-set.invalid",
      isOptional: ![settings.on ?? "created"].flat().some((rule) => typeof rule === "object" && "stage" in rule),
    }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // Twenty sends once, waits for five seconds, and never again, whatever it is answered:
    // https://github.com/twentyhq/twenty/blob/main/packages/twenty-server/src/engine/core-modules/webhook/jobs/call-webhook.job.ts
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);

/** The milliseconds, a colon and the body. The nonce beside them is not signed. */
function claims({ headers, body }: HttpRequest): Claim[] {
  const at = headers["x-twenty-webhook-timestamp"] ?? "";
  const signature = headers["x-twenty-webhook-signature"] ?? "";
  return /^\d{1,15}$/.test(at) ? [{ signature, signed: [at, ":", body], at: Number(at) }] : [];
}
