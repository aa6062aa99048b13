import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { only } from "./answers.ts";
import type { Contact, Held } from "./held.ts";
import { SearchSchema } from "./shapes.ts";
import { shownContact } from "./shown.ts";

/** Contacts by a phone or an e-mail address: https://developer.close.com/api/resources/advanced-filtering */
export function search({ all }: Held, body: unknown): Outgoing {
  const { query, _fields, _limit = 100 } = SearchSchema.parse(body);
  const { related_query } = query.queries[1];
  const held = ({ phones, emails }: Contact): string[] =>
    related_query.field.field_name === "phone" ? phones.map(({ phone }) => phone) : emails.map(({ email }) => email);
  const found = all("contact").filter((contact) => held(contact).some((text) => fits(text, related_query.condition)));
  const shown = found.map((contact) => only(shownContact(contact), _fields?.contact));
  return json(200, { data: shown.slice(0, _limit), cursor: null });
}

/** Texts are searched word by word; a dot or a hyphen inside does not end a word. */
function fits(text: string, { mode, value }: { readonly mode: string; readonly value: string }): boolean {
  const words = (given: string) =>
    given
      .toLowerCase()
      .split(/[^\p{L}\p{N}.\-_]+/u)
      .filter(Boolean);
  const [held, wanted] = [words(text), words(value)];
  if (mode === "exact_value") return text.toLowerCase() === value.toLowerCase();
  if (mode === "phrase") return ` ${held.join(" ")} `.includes(` ${wanted.join(" ")} `);
  return wanted.every((word) => held.some((each) => (mode === "full_words" ? each === word : each.startsWith(word))));
}
