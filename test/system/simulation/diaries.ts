import { demoTeamId } from "../../../stand-ins/callingly/seed.ts";
import type { ConfigChanges } from "./town.ts";

/** The doors through which agreed times come, in worlds where somebody keeps a diary. They are of the business of the website. */

export const diaries = ["calendar", "seats"] as const;
export type Diary = (typeof diaries)[number];

export const zoneOfBookers = "America/New_York";

const ofBusiness = {
  account: "main",
  team: demoTeamId,
  report: ["ledger"],
  group: "people",
  limits: { perHour: 2_000 },
};

export const diarySources: ConfigChanges["sources"] & object = {
  calendar: { ...ofBusiness, connector: "calendly" },
  seats: { ...ofBusiness, connector: "cal-com" },
};
