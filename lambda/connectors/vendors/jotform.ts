import * as z from "zod/mini";
import { isSilent } from "../../lead/reader/fields.ts";
import { parseJson } from "../../runtime/json.ts";
import type { Connector } from "../contract/connector.ts";
import { type LabelledAnswer, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { ifPresent, inShape } from "../kit/in/vendor-shape.ts";

/**
 * Jotform's webhook: a multipart form whose part `rawRequest` holds the answers as JSON, by names that Jotform made of
 * the questions. https://www.jotform.com/help/245-how-to-setup-a-webhook-with-jotform/
 */
export const jotform = {
  key: "jotform",
  title: "Jotform",
  recognises: (request) => surely(bodyMentions(request, 'name="rawRequest"', 'name="submissionID"')),
  intake: machineSender({
    relaysStrangers: true,
    read(body, mapping, _request, country) {
      const { submissionID, rawRequest, pretty, ...about } = inShape(SubmissionSchema, body, "Jotform submission");
      const raw = inShape(AnswersSchema, parseJson(rawRequest), "Jotform submission");
      const answers = Object.entries(raw).flatMap(([name, value]) => answerOf(name, value, pretty));
      return oneLead({ externalId: submissionID, ...readAnswers(answers, mapping, about, country) });
    },
  }),
} as const satisfies Connector;

const SubmissionSchema = z.object({
  submissionID: ifPresent(z.string()),
  formID: ifPresent(z.string()),
  formTitle: ifPresent(z.string()),
  rawRequest: z.string(),
  pretty: z._default(z.string(), ""),
});
const AnswersSchema = z.record(z.string(), z.unknown());

/** `q4_phoneNumber`; everything else is about the form and the browser. */
const QUESTION = /^q\d+_(.+)$/;
function answerOf(name: string, given: unknown, pretty: string): LabelledAnswer[] {
  const slug = QUESTION.exec(name)?.[1];
  if (slug === undefined) return [];
  const phone = phoneOf(given);
  const value = phone ?? unescaped(given);
  // Its names are made of the first words of a question, and of nothing where the question had none yet.
  const label = tells(slug) ? undefined : questionOf(typeof value === "string" ? value : undefined, pretty);
  return [{ label: label ?? slug, name, value, ...(phone !== undefined && { field: "phone" as const }) }];
}

/** Names that Jotform gave before the question had words. */
const NAMELESS = /^(?:type[A-Z]|input|textbox|text|shortText|longText|number)\d*$/;

const tells = (slug: string): boolean => !NAMELESS.test(slug) && !isSilent(slug);

const PhoneSchema = z.union([
  z.object({ full: z.string() }),
  z.object({ country: ifPresent(z.string()), area: z.string(), phone: z.string() }),
]);

/** A phone question is the only one whose answer has these parts. */
function phoneOf(given: unknown): string | undefined {
  const parts = z.safeParse(PhoneSchema, given).data;
  if (!parts) return undefined;
  if ("full" in parts) return parts.full;
  const country = parts.country?.replace(/\D/g, "");
  return [country && `+${country}`, parts.area, parts.phone].filter(Boolean).join(" ").trim();
}

/** The words of a question stand only in `pretty`, before the answer: `Label:value, Label:value`. */
function questionOf(answer: string | undefined, pretty: string): string | undefined {
  if (answer === undefined) return undefined;
  const at = pretty.indexOf(`:${answer}`);
  return at <= 0 ? undefined : pretty.slice(0, at).split(", ").at(-1)?.trim() || undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#039;": "'",
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

/** Answers may come escaped for HTML. */
function unescaped(value: unknown): unknown {
  if (typeof value === "string")
    return value.replace(/&(?:quot|#0?39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unescaped(inner)]));
}
