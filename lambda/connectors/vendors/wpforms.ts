import type { HttpRequest } from "../../runtime/http.ts";
import type { Connector } from "../contract/connector.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { isAgent, surely } from "../kit/in/recognise.ts";
import { type Claim, signatureOrKey, timedHeader } from "../kit/in/signed-body.ts";
import { FieldsSchema, inShape } from "../kit/in/vendor-shape.ts";

/**
 * WPForms, Webhooks add-on: names chosen by the owner, as JSON or form, signed with the secret of the webhook.
 * https://wpforms.com/docs/how-to-install-and-use-the-webhooks-addon-with-wpforms/
 */
export const wpforms = {
  key: "wpforms",
  title: "WPForms",
  recognises: (request) =>
    surely(request.headers["x-wpforms-webhook-id"] !== undefined || isAgent(request, /^wpforms-webhooks\//)),
  intake: machineSender({
    relaysStrangers: true,
    verify: signatureOrKey({ encoding: "hex", claims }),
    methods: ["POST", "PUT", "PATCH", "GET"],
    read: (body, mapping, _request, country) =>
      oneLead(readFreeForm(inShape(FieldsSchema, body, "WPForms entry"), mapping, country)),
  }),
} as const satisfies Connector;

/** The plugin signs its fields as PHP's JSON. As a form they arrive as something else, and are turned back into that. */
function claims({ headers, body }: HttpRequest): Claim[] {
  const { at, signatures } = timedHeader(headers["x-wpforms-webhook-signature"] ?? "", "v");
  const isForm = /^application\/x-www-form-urlencoded/i.test(headers["content-type"] ?? "");
  const texts = isForm ? [body, phpJson(new URLSearchParams(Buffer.from(body).toString("utf8")))] : [body];
  return signatures.flatMap((signature) =>
    texts.map((text) => ({ signature, signed: [at, ".", text], at: Number(at) * 1_000 })),
  );
}

/** `json_encode` of a flat array of strings: https://www.php.net/manual/en/json.constants.php says what it escapes. */
const phpJson = (fields: URLSearchParams): string =>
  `{${[...fields].map(([name, value]) => `${phpString(name)}:${phpString(value)}`).join(",")}}`;

const phpString = (text: string): string =>
  JSON.stringify(text)
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
