import { readFields, textAt } from "./fields.ts";
import { cleanLine } from "./names.ts";
import { type Country, readPhone } from "./phone.ts";

/** Reads who is not to be called any more: from a form or a program, or from a text message that a provider passes on. */

export type Said = { /** It is a text message. */ readonly isMessage: boolean } & (
  | {
      readonly kind: "opt-out" | "sms";
      /** E.164 */
      readonly phone?: string | undefined;
      readonly email?: string | undefined;
    }
  /** A message that says something else. */
  | { readonly kind: "nothing" }
  /** Nobody can be meant, or more than one. */
  | { readonly kind: "unclear" }
);

/** How providers of text messages name who wrote, and what: https://www.twilio.com/docs/messaging/guides/webhook-request */
const SENDERS = ["From", "from", "msisdn", "originator", "sender"];
const TEXTS = ["Body", "body", "Text", "text", "message", "content", "payload"];

export function readOptOut(body: unknown, country: Country): Said {
  const sender = first(body, SENDERS);
  const text = first(body, TEXTS);
  if (sender !== undefined && text !== undefined) return readMessage(sender, text, country);
  const { phone: given, email: written, phoneIsDoubtful } = readFields(body, {}, { country });
  const phone = phoneIsDoubtful ? undefined : oneIn(given, country);
  const email = cleanLine(written);
  // A number that cannot be read is one that would be called.
  if ((given !== undefined && phone === undefined) || (phone ?? email) === undefined)
    return { kind: "unclear", isMessage: false };
  return { kind: "opt-out", isMessage: false, phone, email };
}

function readMessage(sender: string, text: string, country: Country): Said {
  if (!isOptOut(text)) return { kind: "nothing", isMessage: true };
  // Some leave out the plus of a number that has its country code.
  const phone = oneIn(/^\d{11,15}$/.test(sender) ? `+${sender}` : sender, country);
  return phone ? { kind: "sms", isMessage: true, phone } : { kind: "unclear", isMessage: true };
}

/**
 * The words that are enough by law: https://www.law.cornell.edu/cfr/text/47/64.1200, (a)(10). Those that begin other
 * messages as well count alone.
 */
const ALONE = /^(?:quit|end|revoke|cancel|remove|arr[eê]t)$/;
const AT_THE_BEGINNING =
  /^(?:please )?(?:stop|stopall|unsubscribe|opt ?-?out|remove me|(?:do not|don t|dont) (?:call|contact|text)|no more calls)\b/;

function isOptOut(text: string): boolean {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}-]+/gu, " ")
    .trim();
  return ALONE.test(plain) || AT_THE_BEGINNING.test(plain);
}

function oneIn(text: string | undefined, country: Country): string | undefined {
  const reading = text === undefined ? undefined : readPhone(text, country);
  return reading?.kind === "one" ? reading.phone : undefined;
}

const first = (body: unknown, names: readonly string[]): string | undefined =>
  names.map((name) => textAt(body, name)).find((text) => text !== undefined);
