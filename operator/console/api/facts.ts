import * as z from "zod";
import { leadStates } from "../../../lambda/lead/lead.ts";
import { asTyped } from "../../../lib/program/typed.ts";
import { isPause } from "../../gates/pauses.ts";
import { bringIn } from "../../words/bring-in.ts";
import { switchesOn } from "../../words/switches.ts";
import { reads } from "../route.ts";

/** What stands on top of every page: which bridge this is, whether people are really called, and what is paused. */
export const facts = reads(z.object({}), async (_, { stage, operator, console }) => {
  const { name, place, standIn, dialsStayHere = standIn, config, store } = stage;
  const gates = await store.gates.all();
  return {
    stage: name,
    place,
    /** Nobody is called: Callingly is a stand-in. */
    stand_in: standIn,
    /** Dials go to another server of this machine, which may pass them on. */
    dials_stay_here: !standIn && dialsStayHere,
    operator,
    read_only: console.isReadOnly,
    masked: console.isMasked,
    flags: console.flags,
    /** How the bridge is started where the operator is, and what stands for `bridge` before a command. */
    typed: { start: console.typed.start, bridge: console.typed.bridge },
    /** How a change of the configuration comes into force, at the end of a sentence. */
    bring_in: asTyped(bringIn(stage), console.typed),
    is_local: console.local !== undefined,
    accounts: Object.keys(config.accounts),
    sources: Object.entries(config.sources).map(([source, { connector }]) => ({ source, connector })),
    crms: Object.entries(config.crms).map(([crm, { connector }]) => ({ crm, connector })),
    pauses: gates.filter(isPause).map(({ on, detail, by, closedAt }) => ({
      on,
      reason: detail ?? null,
      by: by ?? null,
      since: closedAt,
    })),
    switches: switchesOn(stage).map(({ name, found, remedy }) => ({
      name,
      found,
      remedy: remedy === undefined ? null : asTyped(remedy, console.typed),
    })),
    lead_states: leadStates,
    now: stage.now().toISOString(),
  };
});
