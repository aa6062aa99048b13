import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";

/** HighLevel's API as far as all parts of it are alike. https://marketplace.gohighlevel.com/docs/ */

/** Contacts, opportunities and users want this version of the API named, conversations an older one. */
export const USUAL_VERSION = { version: "2021-07-28" } as const;
export const CONVERSATIONS_VERSION = { version: "2021-04-15" } as const;

/**
 * The answer to a look-up. One that cannot be read must not pass for "there is none".
 * @param what was asked for, for people
 */
export function inForm<Schema extends z.ZodMiniType>(schema: Schema, body: unknown, what: string): z.output<Schema> {
  const read = z.safeParse(schema, body);
  if (!read.success) throw new TransientError(`HighLevel answered a look-up of ${what} with something unexpected`);
  return read.data;
}
