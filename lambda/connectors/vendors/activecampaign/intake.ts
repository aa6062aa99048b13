import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { configured } from "../../contract/connector.ts";
import type { Answer, Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { MappingSetting } from "../../kit/in/machine-sender.ts";
import { trialIn } from "../../kit/in/no-lead.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { accessSettings } from "./access.ts";
import { contactsApi } from "./contacts-api.ts";
import { readEvent } from "./events.ts";
import { personSettings } from "./person.ts";
import { triggerSettings, watchesDeals } from "./triggers.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    ...triggerSettings,
    ...personSettings,
    /** Our field → where the contact has it, for what is not recognised, e.g. `fields.mobile`. */
    mapping: MappingSetting,
    /** Where contacts of deals are read, for a source that reports to no ActiveCampaign of the configuration. */
    url: z.optional(accessSettings.url),
  }),
  {},
);

/** Leads from webhooks, or from the step "Webhook" of an automation. Neither is signed. */
export const activecampaignIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: verifySourceKey,
    async read({ body, headers }, country) {
      const event = await parseBody(body, headers["content-type"]);
      return trialIn(event) ?? readEvent(event, body, settings, country);
    },
    platform: contactsApi(settings, {
      // A key must not go to somebody else's account.
      url: settings.url ?? "https://url-is-not-set.invalid",
      isOptional: !watchesDeals(settings),
    }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // Nothing is ever sent again, whatever the answer: https://developers.activecampaign.com/page/webhooks
    reply: (_request, answer) => jsonAnswer(thatKeepsTheHook(answer)),
  }),
);

/** With this one ActiveCampaign switches the webhook off. */
const ENDS_THE_HOOK = 410;

const thatKeepsTheHook = (answer: Answer): Answer =>
  answer.kind === "rejected" && answer.status === ENDS_THE_HOOK ? { ...answer, status: 400 } : answer;
