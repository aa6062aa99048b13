import * as z from "zod/mini";
import { Instant } from "../item.ts";
import type { Reason } from "../reasons.ts";

/** When a person asked to be called. */

export const AskedSchema = z.object({
  /** As it was said. */
  text: z.string(),
  /** When it was said, or an operator changed it. */
  said: Instant,
  /** The zone that the request names for it. */
  named: z.optional(z.string()),
  /** A time of day says so in a place made for it: one that cannot be read holds the lead. Else it is a remark. */
  isSure: z.optional(z.boolean()),
  /** The moment, once it was read. */
  at: z.optional(Instant),
  /** Whose clocks it was read by, or is shown by. */
  zone: z.optional(z.string()),
  /** What named that zone. */
  by: z.optional(z.enum(["offset", "request", "place", "account", "operator"])),
  /** Where an operator named it: what the lead's person had asked for, of which a plain repeat says nothing new. */
  before: z.optional(
    z.object({ text: z.optional(z.string()), named: z.optional(z.string()), said: z.optional(Instant) }),
  ),
  /** An operator had it called without waiting for that time. */
  isLifted: z.optional(z.boolean()),
});
export type Asked = z.infer<typeof AskedSchema>;

const waits: ReadonlySet<Reason | undefined> = new Set([
  "asked-time",
  "asked-time-past",
  "asked-time-far",
  "asked-time-unclear",
]);

/** Whether a lead waits for the time that its person asked for, or for an operator to say what they meant. */
export const waitsForTime = (reason: Reason | undefined): boolean => waits.has(reason);

/** What a connector reads of it. */
export interface AskedDraft {
  readonly text: string;
  /** An IANA zone that the request names for the time. */
  readonly zone?: string | undefined;
  readonly isSure?: boolean | undefined;
  /** When its sender said so, in ISO 8601. Default: when it came. */
  readonly said?: string | undefined;
}

/** What is longer is a text, and no time. */
export const LONGEST_ASKED = 80;

/** What the lead's person asked for, in their own words, whatever an operator named since. */
export const wordsOfPerson = ({ asked }: { readonly asked?: Asked | undefined }) =>
  asked?.by === "operator" ? asked.before : asked;
