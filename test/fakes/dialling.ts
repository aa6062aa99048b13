import type { DialDeps } from "../../lambda/steps/dial-lead/dial-lead.ts";
import { noPace } from "./bridge.ts";

/** What a dial needs where nothing is in its way: no pace, no list, nobody to fetch from, and time enough. */
export const unhindered = {
  turns: noPace,
  scrub: async () => "clear",
  suppressionOf: async () => undefined,
  openPlatform: async () => undefined,
  timeLeftMs: () => 60_000,
  patienceMs: () => 0,
  meetAgain: () => undefined,
} as const satisfies Partial<DialDeps>;
