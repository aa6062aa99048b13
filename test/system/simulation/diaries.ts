import { demoTeamId } from "../../../stand-ins/callingly/seed.ts";
import { type ConfigChanges, guestName } from "./town.ts";

/** The doors through which agreed times come, in worlds where somebody keeps a diary. They are of the business of the website. */

/** Those of vendors of appointments. */
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

/** Where the guest CRM's planned calls come in, of which it tells. */
export const plannedSource = (connector: string, callActivities: readonly string[]): BridgeSource => ({
  ...ofBusiness,
  connector,
  report: [guestName],
  settings: { callActivities: [...callActivities] },
});

type BridgeSource = (ConfigChanges["sources"] & object)[string];
