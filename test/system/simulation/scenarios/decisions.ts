import type { Decision } from "../../../../lambda/lead/decisions.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import type { FaultScript } from "../../../../stand-ins/callingly/faults.ts";
import type { Scenario } from "../scenario.ts";
import { hour, minute, second, type World } from "../world.ts";
import { operatorOf } from "./operator.ts";

/** A person decides about a lead: each decision in each state in which it may be taken, and what comes of it. */

const decides = (decision: Decision) => (world: World) =>
  decideLead(world.store.allLeads()[0]?.id ?? "", decision, "Robin Ashby", operatorOf(world));
const [callsAgain, cancels] = [decides({ kind: "call-again" }), decides({ kind: "cancel" })];

const dial = { method: "POST", path: "/v1/calls" } as const;
/** The dial is never answered, and never made. */
const lostDial: FaultScript = { ...dial, commit: "never", reply: "hang" };
const refusedPhone: FaultScript = {
  ...dial,
  commit: "never",
  reply: { status: 422, body: { message: "Invalid.", errors: { phone_number: ["This is not a valid number."] } } },
};

export const decisionScenarios: readonly Scenario[] = [
  {
    ids: [],
    title: "a person cancels a lead that is ready, and has it called after all: it rings once",
    world: {
      doorbell: [],
      meanwhile: [
        [minute + 20 * second, cancels],
        [hour, callsAgain],
      ],
    },
    expect: { activities: "any" },
  },
  {
    ids: [],
    title: "a person has somebody called again whose call is over: it rings twice, and both calls are told",
    world: { meanwhile: [[2 * hour, callsAgain]] },
    expect: { rings: 2 },
  },
  {
    ids: ["F35"],
    title: "Callingly refuses a phone once, and a person has it called again",
    world: { callingly: [refusedPhone], meanwhile: [[hour, callsAgain]] },
    expect: { activities: "any" },
  },
  {
    ids: ["F35"],
    title: "Callingly refuses a phone once, and the same person asks again: the lead is taken over, and rings",
    world: { callingly: [refusedPhone], posts: [{}, { at: hour }] },
    expect: { activities: "any" },
  },
  {
    ids: ["F20"],
    title: "a person cancels a lead of which nobody knows whether it rang",
    world: { callingly: [lostDial], meanwhile: [[3 * minute, cancels]] },
    expect: { rings: 0, leads: { cancelled: 1 }, activities: "any" },
  },
  {
    ids: ["F20"],
    title: "a person cancels a lead whose call nobody has found",
    world: { callingly: [lostDial], meanwhile: [[12 * hour, cancels]] },
    expect: { rings: 0, leads: { cancelled: 1 }, activities: "any" },
  },
  {
    ids: ["F20"],
    title: "a person has a lead called again whose call nobody has found: it rings once",
    world: { callingly: [lostDial], meanwhile: [[12 * hour, callsAgain]] },
    expect: { activities: "any" },
  },
  {
    ids: ["F20"],
    title: "a person says that a lead rang whose call nobody has found: its result is waited for",
    world: { callingly: [lostDial], meanwhile: [[12 * hour, decides({ kind: "it-rang" })]] },
    expect: { rings: 0, leads: { placed: 1 }, activities: "any" },
  },
];
