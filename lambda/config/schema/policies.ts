import * as z from "zod";
import { isRegion } from "../../lead/hours/region-names.ts";
import { usualRetention } from "../../lead/lead.ts";
import { timing } from "../../lead/timing.ts";
import type { Complain } from "./complain.ts";

/** A number, or how it begins, in E.164. */
export const NumberBeginning = z
  .string()
  .regex(/^\+[1-9]\d{0,14}$/, "write a number or how it begins, as +12125550100 or +1900");

/** Who has a place among the rings of a day is kept by name: more would be a long search for the last one. */
const MAX_RINGS_PER_DAY = 10_000;

/** While the outcome of a dial is unknown, no other lead may get the right to ring its phone. */
const LEAST_PHONE_WINDOW_MS = timing.dialLease + timing.settle;

export const PoliciesSchema = z.strictObject({
  /** Without an id from the sender, the same phone and e-mail count as the same lead this long. */
  duplicateWindowHours: z
    .number()
    .positive()
    .max(24 * 45)
    .default(24),
  /** A phone is rung for one lead at most in this time; others are merged into it. */
  phoneWindowHours: z
    .number()
    .min(
      LEAST_PHONE_WINDOW_MS / timing.hour,
      `use ${LEAST_PHONE_WINDOW_MS / timing.hour} or more: a dial, and the time until Callingly shows its call, must lie within it`,
    )
    .max(24 * 45)
    .default(24),
  /** A lead that waited longer than this is held instead of rung. */
  staleAfterHours: z.number().positive().default(12),
  /** Numbers that are never called, or how they begin: +1900, or those of your own people. */
  neverCall: z.array(NumberBeginning).default([]),
  /**
   * Only these numbers are rung, or those that begin so; leads with others are held. Default: every number on a stage
   * that is production, none on any other. A stage may say its own in `stages`.
   */
  onlyNumbers: z.array(NumberBeginning).optional(),
  /**
   * True: everything is done but the call itself, in whose place the lead is held. A stage may say its own in `stages`.
   */
  dryRun: z.boolean().default(false),
  /** So many leads are rung in a day (UTC) at most; the others are held until the next, or until it is raised. */
  maxRingsPerDay: z.int().positive().max(MAX_RINGS_PER_DAY).optional(),
  /**
   * A number that strangers' leads name is rung for so many merge groups in a day at most, over all accounts and sources:
   * each business is one ring, and a number may be typed into all their forms by somebody else. An operator's release
   * does not count.
   */
  groupsPerNumber: z.int().positive().max(100).default(3),
  /** When people are rung where they are; which rules hold for a source, its `hours` say. */
  hours: z
    .strictObject({
      /** The agent rings first: so many minutes before its end a window is taken for closed. */
      closingMarginMinutes: z.int().min(0).max(120).default(10),
      /** States and provinces in which nobody is rung for now, as after a declared emergency: US-LA. */
      pausedRegions: z
        .array(z.string().refine(isRegion, "write a state or province of US, CA or AU with its country, as US-LA"))
        .default([]),
    })
    .prefault({}),
  /** True: leads are accepted and held, nobody is rung. */
  paused: z.boolean().default(false),
  /** Names, numbers, addresses, recordings and all that was said are kept this long after a lead or call has ended. */
  payloadDays: z.int().positive().max(3650).default(usualRetention.payloadDays),
  /**
   * A lead of strangers (through a web form, form builder, site builder or booking page) that is held because too many
   * came or for its number, and that no operator releases, ends by itself after so long.
   */
  heldDays: z.int().positive().max(3650).default(14),
  /** What is left of a lead without them (ids, states, times, outcomes) is kept this long after its end. */
  ledgerDays: z.int().positive().max(3650).default(usualRetention.ledgerDays),
  /**
   * The record of a consent on which somebody was called is kept this long after the lead's end, apart from the rest of
   * what was said: five years, as 16 CFR 310.5 and UWG § 7a ask for.
   */
  consentDays: z.int().positive().max(7300).default(1826),
});

export function checkPolicies(policies: z.output<typeof PoliciesSchema>, complain: Complain): void {
  const { payloadDays, ledgerDays, heldDays, phoneWindowHours, duplicateWindowHours } = policies;
  // Until then a phone is compared with that of the lead that rang it, and the calls of a redial are known by it.
  const needed = Math.ceil((phoneWindowHours * timing.hour + timing.redials) / timing.day);
  if (payloadDays < needed) {
    complain(["policies", "payloadDays"], `use ${needed} or more: phoneWindowHours, and the two weeks of redials`);
  }
  const least = Math.max(payloadDays + 1, Math.ceil((duplicateWindowHours * timing.hour) / timing.day));
  if (ledgerDays < least) {
    complain(["policies", "ledgerDays"], `use ${least} or more: longer than payloadDays and duplicateWindowHours`);
  }
  if (heldDays >= ledgerDays) {
    complain(["policies", "heldDays"], "use less than ledgerDays: junk must not be kept longer than who was called");
  }
}
