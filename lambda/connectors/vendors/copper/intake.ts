import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { readEvent } from "./events.ts";
import { personSettings } from "./person.ts";
import { recordsApi } from "./records-api.ts";
import { triggerSettings } from "./triggers.ts";

const SettingsSchema = z.prefault(z.strictObject({ ...triggerSettings, ...personSettings }), {});

/** Leads from webhooks, all by their ids. They are not signed: a subscription may send headers of one's own, such as the key. */
export const copperIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: verifySourceKey,
    read: async ({ body, headers }) => readEvent(await parseBody(body, headers["content-type"]), settings),
    platform: recordsApi(settings),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // Nothing is ever sent again, whatever the answer: https://developer.copper.com/webhooks/overview.html
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);
