import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { accessSettings } from "./access.ts";
import { eventSettings, readMessage } from "./events.ts";
import { recordsApi } from "./records-api.ts";
import { verifySignature } from "./signature.ts";

const SettingsSchema = z.prefault(
  z
    .strictObject({
      ...eventSettings,
      /** Where records are read, for a source that reports to no EspoCRM of the configuration. */
      url: z.optional(accessSettings.url),
    })
    .check(
      z.refine(
        ({ entity, on = [] }) => entity === "Lead" || [on].flat().every((trigger) => trigger === "created"),
        "a contact has no status: leads are those that are created",
      ),
    ),
  {},
);

/** Leads from webhooks: a created record comes whole, of a changed one only what was changed. */
export const espocrmIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: verifySignature,
    read: async ({ body, headers }) => readMessage(await parseBody(body, headers["content-type"]), settings),
    platform: recordsApi(settings, {
      // A key must not go to somebody else's server.
      baseUrl: settings.url ?? "https://url-is-not-set.invalid",
      isOptional: [settings.on ?? "created"].flat().every((trigger) => trigger === "created"),
    }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // 503 is among what EspoCRM sends again, four times in all and ten minutes apart; after 400, 422, 429, 502 or 504 it
    // does not, and a 410 deletes the webhook: https://docs.espocrm.com/development/webhooks/#response
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);
