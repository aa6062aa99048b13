import type { Connector } from "../contract/connector.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { parseSpliced } from "../kit/in/parse-spliced.ts";
import { bodyMentions, isWordPress, surely } from "../kit/in/recognise.ts";
import { FieldsSchema, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Contact Form 7 through the plugin "CF7 to Webhook": the form's tag names, or a body that the owner composed, into
 * which answers are put without being escaped. https://wordpress.org/plugins/cf7-to-zapier/
 */
export const cf7Webhook = {
  key: "cf7-webhook",
  title: "Contact Form 7",
  recognises: (request) =>
    surely(
      isWordPress(request) &&
        // No other plugin calls a body that became no JSON plain text.
        (bodyMentions(request, '"your-') ||
          bodyMentions(request, '"acceptance-') ||
          /^text\/plain/i.test(request.headers["content-type"] ?? "")),
    ),
  intake: machineSender({
    relaysStrangers: true,
    isComposed: true,
    methods: ["POST", "PUT", "PATCH", "GET"],
    parse: (request) => (request.method === "GET" ? Object.fromEntries(request.query) : parseSpliced(request)),
    read: (body, mapping, _request, country) =>
      oneLead(readFreeForm(inShape(FieldsSchema, body, "Contact Form 7 form"), mapping, country)),
  }),
} as const satisfies Connector;
