import * as z from "zod/mini";
import type { MappedField } from "../../lead/reader/fields.ts";
import { type Connector, configured } from "../contract/connector.ts";
import { fieldByType, readAnswers } from "../kit/in/labelled-answers.ts";
import { MappingSetting, machineIntake, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, isAgent, surely } from "../kit/in/recognise.ts";
import { bodySignature, signatureOrKey } from "../kit/in/signed-body.ts";
import { ifPresent, inShape } from "../kit/in/vendor-shape.ts";

/** Formstack's webhook, signed when the owner gave it an HMAC key: https://developers.formstack.com/docs/webhook-setup */

const SettingsSchema = z.prefault(
  z.strictObject({
    mapping: MappingSetting,
    /** The header of the signature, which the webhook's owner may have renamed. */
    signatureHeader: z._default(z.string(), "X-FS-Signature"),
  }),
  {},
);

export const formstack = {
  key: "formstack",
  title: "Formstack",
  recognises: (request) =>
    surely(
      isAgent(request, /^FormstackWebhook\//) ||
        request.headers["x-fs-signature"] !== undefined ||
        bodyMentions(request, "FormID", "UniqueID", "field_type"),
    ),
  intake: configured(SettingsSchema, ({ mapping, signatureHeader }) =>
    machineIntake(
      {
        relaysStrangers: true,
        verify: signatureOrKey({
          encoding: "hex",
          claims: bodySignature(signatureHeader.toLowerCase(), "sha256="),
        }),
        read(body, places, _request, country) {
          const {
            UniqueID,
            HandshakeKey: _secret,
            ...fields
          } = inShape(SubmissionSchema, body, "Formstack submission");
          const answers = Object.entries(fields).map(([label, given]) => ({ label, ...answerOf(given) }));
          return oneLead({ externalId: UniqueID, ...readAnswers(answers, places, {}, country) });
        },
      },
      mapping,
    ),
  ),
} as const satisfies Connector;

const Id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

const SubmissionSchema = z.looseObject({ UniqueID: ifPresent(Id) });

/** With "Post with field type" an answer is an object that says what it is. */
const TypedSchema = z.looseObject({ field_type: z.string() });

const declared = fieldByType({ phone: "phone", email: "email" });

function answerOf(given: unknown): { value: unknown; field?: MappedField | undefined } {
  const typed = z.safeParse(TypedSchema, given).data;
  if (!typed) return { value: typeof given === "string" ? withParts(given) : given };
  const { field_type, value, ...parts } = typed;
  return { value: value ?? parts, field: declared(field_type) };
}

/** With "Post sub-field names" a name is several lines such as `first = Carmen`. */
function withParts(text: string): unknown {
  const parts = text.split(/\r?\n/).map((line) => /^(\w{1,30}) = (.*)$/.exec(line.trim()));
  return parts.length > 1 && parts.every((part) => part !== null)
    ? Object.fromEntries(parts.map((part) => [part[1], part[2]]))
    : text;
}
