import * as z from "zod/mini";
import type { HttpRequest } from "../../runtime/http.ts";
import type { Connector } from "../contract/connector.ts";
import { readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { type Claim, signatureOrKey } from "../kit/in/signed-body.ts";
import { Anything, ifPresent, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Webflow's `form_submission`. Webhooks made through its API are signed, those made in its dashboard are not.
 * https://developers.webflow.com/data/docs/working-with-webhooks
 */
export const webflow = {
  key: "webflow",
  title: "Webflow",
  recognises: (request) =>
    surely(
      request.headers["x-webflow-signature"] !== undefined ||
        bodyMentions(request, '"triggerType"', '"form_submission"'),
    ),
  intake: machineSender({
    relaysStrangers: true,
    verify: signatureOrKey({ encoding: "hex", claims }),
    read(body, mapping, _request, country) {
      const { triggerType, payload } = inShape(EventSchema, body, "Webflow event");
      if (triggerType !== "form_submission") return { kind: "ignored", why: "the event is no form submission" };
      const { id, data, name, formId } = inShape(SubmissionSchema, payload, "Webflow form submission");
      const answers = Object.entries(data).map(([label, value]) => ({
        label: label.replaceAll(FULL_STOP, "."),
        value,
      }));
      return oneLead({ externalId: id, ...readAnswers(answers, mapping, { formName: name, formId }, country) });
    },
  }),
} as const satisfies Connector;

/** Stands in labels for every dot that the owner wrote. */
const FULL_STOP = "\uFF0E";

const EventSchema = z.object({ triggerType: z.string(), payload: Anything });
const SubmissionSchema = z.object({
  id: ifPresent(z.string()),
  name: ifPresent(z.string()),
  formId: ifPresent(z.string()),
  data: z.record(z.string(), z.unknown()),
});

function claims({ headers, body }: HttpRequest): Claim[] {
  const { "x-webflow-signature": signature, "x-webflow-timestamp": sentAt = "" } = headers;
  return signature && /^\d+$/.test(sentAt) ? [{ signature, signed: [sentAt, ":", body], at: Number(sentAt) }] : [];
}
