import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Answer, Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { type Claim, signatureOrKey } from "../../kit/in/signed-body.ts";
import { eventSettings, readEvent } from "./events.ts";
import { peopleApi } from "./people-api.ts";

const SettingsSchema = z.prefault(z.strictObject(eventSettings), {});

/** Leads from webhooks, all by their ids. */
export const followupbossIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: signatureOrKey({ encoding: "hex", claims }),
    read: async ({ body, headers }) => readEvent(await parseBody(body, headers["content-type"]), settings),
    platform: peopleApi(settings),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // Whatever is no 2xx is sent again, five times: https://docs.followupboss.com/reference/webhooks-guide
    reply: (_request, answer) => jsonAnswer(thatKeepsTheHook(answer)),
  }),
);

/**
 * The system's key signs the body as base64 has it, and no time: a copy meets the key of its event.
 * https://docs.followupboss.com/reference/webhooks-guide
 */
function claims({ headers, body }: HttpRequest): Claim[] {
  const signature = headers["fub-signature"]?.trim();
  return signature ? [{ signature, signed: [Buffer.from(body).toString("base64")] }] : [];
}

/** With these two Follow Up Boss deletes the webhook. */
const ENDS_THE_HOOK = [406, 410];

const thatKeepsTheHook = (answer: Answer): Answer =>
  answer.kind === "rejected" && ENDS_THE_HOOK.includes(answer.status) ? { ...answer, status: 400 } : answer;
