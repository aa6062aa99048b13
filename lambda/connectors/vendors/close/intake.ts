import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { type Claim, signatureOrKey } from "../../kit/in/signed-body.ts";
import { eventSettings, readEvent } from "./events.ts";
import { leadsApi } from "./leads-api.ts";

const SettingsSchema = z.prefault(z.strictObject(eventSettings), {});

/** Leads from a webhook subscription: contacts come whole, leads by their ids. */
export const closeIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: signatureOrKey({ encoding: "hex", keyOf: hexKey, claims }),
    read: async ({ body, headers }) => readEvent(await parseBody(body, headers["content-type"]), settings),
    platform: leadsApi(settings.doNotCall),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // Whatever is no 2xx is sent again for three days, and then the subscription is paused:
    // https://developer.close.com/api/resources/webhooks
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);

/** The key that signs is what the subscription's `signature_key` stands for, and no text. */
const hexKey = (secret: string): Uint8Array | undefined =>
  /^(?:[0-9a-f]{2}){16,}$/i.test(secret) ? Buffer.from(secret, "hex") : undefined;

/** The seconds, and a signature over these and the body with nothing between them. */
function claims({ headers, body }: HttpRequest): Claim[] {
  const at = headers["close-sig-timestamp"] ?? "";
  const signature = headers["close-sig-hash"] ?? "";
  return /^\d{1,12}$/.test(at) ? [{ signature, signed: [at, body], at: Number(at) * 1_000 }] : [];
}
