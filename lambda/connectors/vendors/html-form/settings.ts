import * as z from "zod/mini";
import { AllowGetSetting } from "../../kit/in/machine-sender.ts";
import { ColorSetting } from "../../kit/in/site-color.ts";
import { languages, noSuchLanguage } from "../../kit/words/languages.ts";

/** What may be set for a form on a web page. */

const Origin = z
  .string()
  .check(z.refine((text) => originOf(text) === text, "write an exact origin such as https://www.example.com"));
const Address = z.string().check(z.refine((text) => originOf(text) !== undefined, "write a whole http(s) address"));
const InputName = z.optional(z.string());
const Language = z.enum(languages, { error: ({ input }) => noSuchLanguage(input) });

export const SettingsSchema = z.strictObject({
  /**
   * Pages that may post from a browser, as exact origins. Scripts of these pages can read the answer (CORS); other
   * pages are refused. Default: none, which lets forms of any page in that have the key, and gives scripts no answer.
   */
  allowedOrigins: z._default(z.array(Origin), []),
  /** Where the visitor goes after a form was accepted. Default: our own thank-you page. */
  redirect: z.optional(Address),
  /** Where a hidden field `_next` may send the visitor instead: whole addresses, or origins for all their pages. */
  allowedRedirects: z._default(z.array(Address), []),
  /** The language in which all visitors are answered. Default: of `languages`, the one that suits the visitor. */
  language: z.optional(Language),
  /**
   * Languages among which the form chooses by its field `_lang` or its `lang`, else the visitor's browser. English is
   * always one of them. Default: English alone.
   */
  languages: z._default(z.array(Language), []),
  /** Whose site it is, as the head of the pages that visitors see. Default: no head. */
  siteName: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(60))),
  /** The colour of that head, as `#0a66c2`. What is written on it is black or white, whichever reads better. */
  color: z.optional(ColorSetting),
  /** A field that people cannot see and only robots fill. `_gotcha`, `_honeypot` and `bot-field` always count. */
  honeypot: z._default(z.string(), "_gotcha"),
  /**
   * A form that was sent sooner than so many seconds after it was begun is held. Only `form.js` tells how long it took; a
   * form without it is not asked. Default: none.
   */
  leastSeconds: z.optional(z.number().check(z.minimum(0), z.maximum(60))),
  /** Takes forms whose method is GET as well. They put people into addresses, so better is `method="post"`. */
  allowGet: AllowGetSetting,
  /** Our field → the name of the page's input, where it cannot be recognised. */
  fields: z._default(
    z.strictObject({
      phone: InputName,
      firstName: InputName,
      lastName: InputName,
      fullName: InputName,
      email: InputName,
      company: InputName,
      category: InputName,
      zip: InputName,
      state: InputName,
      country: InputName,
      zone: InputName,
      scheduledAt: InputName,
    }),
    {},
  ),
});
export type Settings = z.output<typeof SettingsSchema>;

/** The origin of a web address; undefined when it is none. */
export function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, protocol } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? origin : undefined;
}
