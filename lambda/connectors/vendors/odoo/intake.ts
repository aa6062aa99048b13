import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { MappingSetting } from "../../kit/in/machine-sender.ts";
import { trialIn } from "../../kit/in/no-lead.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { accessSettings } from "./access.ts";
import { personSettings } from "./person.ts";
import { recordsApi } from "./records-api.ts";
import { triggerSettings } from "./triggers.ts";
import { readMessage } from "./webhook.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    ...triggerSettings,
    ...personSettings,
    /** Our field → the field of the record in which it stands, for fields of your own. */
    mapping: MappingSetting,
    /** Where records are read, for a source that reports to no Odoo of the configuration. */
    url: z.optional(accessSettings.url),
    database: accessSettings.database,
  }),
  {},
);

/**
 * Leads that an automation rule sends. Odoo signs nothing, waits for one second and sends nothing again:
 * https://github.com/odoo/odoo/blob/19.0/odoo/addons/base/models/ir_actions.py
 */
export const odooIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: verifySourceKey,
    read: async (request, country) => {
      const body = await parseBody(request.body, request.headers["content-type"]);
      return trialIn(body) ?? readMessage(body, request, settings, country);
    },
    // A key must not go to somebody else's Odoo.
    platform: recordsApi({ ...settings, url: settings.url ?? "https://url-is-not-set.invalid" }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // No answer makes Odoo send it again; what is not 200 stands in its log.
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);
