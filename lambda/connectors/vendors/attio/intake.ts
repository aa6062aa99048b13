import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { bodySignature, signatureOrKey } from "../../kit/in/signed-body.ts";
import { eventSettings, readEvents } from "./events.ts";
import { peopleApi } from "./people-api.ts";

const SettingsSchema = z.prefault(z.strictObject(eventSettings), {});

/** Leads from a webhook, all by their ids. */
export const attioIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: signatureOrKey({ encoding: "hex", claims: bodySignature("attio-signature") }),
    read: async ({ body, headers }) => readEvents(await parseBody(body, headers["content-type"]), settings),
    platform: peopleApi(settings),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // What is not answered with 2xx within five seconds comes up to ten times more, over three days.
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);
