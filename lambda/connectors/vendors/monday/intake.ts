import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { type HttpReply, type HttpRequest, jsonReply } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake, SourceSecrets } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { MappingSetting } from "../../kit/in/machine-sender.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
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
    handshake: (request, secrets) => challenge(request, secrets) ?? doorIsOpen(request),
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

/**
 * Before a webhook is added, monday wants its words back: https://developer.monday.com/api-reference/reference/webhooks. It
 * gets them at an address with the source's key alone, so that a wrong key shows now and not at the first lead, and nobody
 * else's board is tied to this door.
 * @throws RejectedError 401
 */
function challenge(request: HttpRequest, secrets: SourceSecrets): HttpReply | undefined {
  const { method, body } = request;
  if (method !== "POST" || body.byteLength > MOST_BYTES) return undefined;
  const asked = challengeIn(body);
  if (asked === undefined) return undefined;
  verifySourceKey(request, secrets);
  return jsonReply(200, asked);
}

function challengeIn(body: Uint8Array): z.output<typeof ChallengeSchema> | undefined {
  try {
    return z.safeParse(ChallengeSchema, JSON.parse(Buffer.from(body).toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
