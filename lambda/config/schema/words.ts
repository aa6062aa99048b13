import * as z from "zod";
import { isCountry } from "../../lead/reader/phone.ts";

/** What several parts of a configuration are made of. */

export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use 1 to 40 lower-case letters, digits and dashes")
  // A secret is asked for it by name, and every object has a `constructor`.
  .refine((name) => !(name in Object.prototype), "JavaScript keeps this name for itself; use another");

export const Country = z.string().refine(isCountry, "use a two-letter country code such as US or GB");
