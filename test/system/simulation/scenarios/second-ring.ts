import type { Scenario, Telling } from "../scenario.ts";
import { zone } from "../town.ts";
import { hour, minute, second, set } from "../world.ts";

/** The owner prefers a second ring to none, and the call that nobody could find turns up before that is made. */

/** Callingly rings and does not answer, and lists the call only ten hours later; 42 minutes on it counts as absent. */
const notFound: Telling = {
  callingly: [{ method: "POST", path: "/v1/calls", commit: "before", reply: "hang" }],
  switches: { visibilityDelayMs: 10 * hour },
  config: { accounts: { second: { timeZone: zone, whenUnproven: "redial" } } },
};

export const secondRingScenarios: readonly Scenario[] = [
  {
    ids: ["F60"],
    title: "the call turns up while its lead is held to be made again by policy: the second ring is taken back",
    world: {
      ...notFound,
      webhooks: [8 * hour],
      meanwhile: [
        [
          5 * minute,
          ({ store }) => store.gates.close({ on: "everything", reason: "paused", closedAt: "2026-03-10", tries: 0 }),
        ],
      ],
    },
    expect: {},
  },
  {
    ids: ["F60"],
    title: "the call turns up in the moment before it is made again by policy: the second ring is taken back",
    world: {
      ...notFound,
      // The stream loses that the lead is to be rung again, so that this waits for the minute's tick.
      meanwhile: [
        [42 * minute, set({ streaming: false })],
        [43 * minute + 10 * second, set({ streaming: true })],
      ],
      webhooks: [41 * minute + 30 * second],
    },
    expect: {},
  },
];
