import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { type HttpReply, type HttpRequest, jsonReply } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { MappingSetting } from "../../kit/in/machine-sender.ts";
import { eventSettings, readEvent } from "./events.ts";
import { itemsApi } from "./items-api.ts";
import { personSettings } from "./person.ts";
import { verifySender } from "./token.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    ...eventSettings,
    ...personSettings,
    /** Our field → the title or id of the board's column, for what is not recognised. */
    mapping: MappingSetting,
  }),
  {},
);

/** Leads from the webhook of a board, which names items. */
export const mondayIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: (request) => challenge(request) ?? doorIsOpen(request),
    verify: verifySender,
    read: async ({ body, headers }) => readEvent(await parseBody(body, headers["content-type"]), settings),
    platform: itemsApi(settings),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // What is not answered with 200 is sent again, once a minute for half an hour:
    // https://developer.monday.com/api-reference/reference/webhooks
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);

const ChallengeSchema = z.strictObject({ challenge: z.string().check(z.regex(/^[\w-]{1,200}$/)) });
/** One with a longest challenge is shorter. */
const MOST_BYTES = 400;

/** Before a webhook is added, monday wants its words back: https://developer.monday.com/api-reference/reference/webhooks */
function challenge({ method, body }: HttpRequest): HttpReply | undefined {
  if (method !== "POST" || body.byteLength > MOST_BYTES) return undefined;
  try {
    const asked = z.safeParse(ChallengeSchema, JSON.parse(Buffer.from(body).toString("utf8")));
    return asked.success ? jsonReply(200, asked.data) : undefined;
  } catch {
    return undefined;
  }
}
