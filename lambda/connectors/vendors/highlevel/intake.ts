import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { problemReply } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer, withHeaders } from "../../kit/in/answers.ts";
import { trialIn } from "../../kit/in/no-lead.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { contactsApi } from "./contacts-api.ts";
import { eventIn, eventSettings, namesContactsById, readEvent } from "./events.ts";
import { isSigned, PublicKeysSetting, verifySignature } from "./signature.ts";
import { readWorkflow, workflowIn } from "./workflow.ts";

const SettingsSchema = z.prefault(z.strictObject({ ...eventSettings, publicKeys: PublicKeysSetting }), {});

/** Leads from the workflow action "Webhook", with the whole contact, or from the events of a marketplace app. */
export const highlevelIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    /**
     * A workflow signs nothing. An app's event is signed with a key that is HighLevel's for everybody: that it is from
     * HighLevel says nothing of whom it is for, so the source's key is needed as well.
     */
    verify(request, secrets, now) {
      verifySourceKey(request, secrets);
      if (isSigned(request)) verifySignature(request, settings.publicKeys, now);
    },
    async read(request) {
      const body = await parseBody(request.body, request.headers["content-type"]);
      const contact = workflowIn(body);
      const event = contact ? undefined : eventIn(body);
      if (!contact && !event)
        throw new RejectedError(422, "The body is no contact of a HighLevel workflow, and no event");
      if (event && !isSigned(request)) throw new RejectedError(401, "HighLevel's signature is missing");
      const trial = trialIn(body);
      if (trial) return trial;
      if (event) return readEvent(event, settings);
      return { kind: "leads", leads: contact ? [readWorkflow(contact, request.body)] : [] };
    },
    platform: contactsApi({ isOptional: !namesContactsById(settings) }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    /**
     * HighLevel sends an event again after 429, and after nothing else:
     * https://help.gohighlevel.com/support/solutions/articles/155000007071-automated-webhook-retries
     */
    reply: (_request, answer) =>
      answer.kind === "again"
        ? withHeaders(problemReply(429, "Not stored; please send it again"), { "retry-after": "600" })
        : jsonAnswer(answer),
  }),
);
