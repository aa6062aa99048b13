import type { Check, Deployed } from "../deployed.ts";
import { person } from "../senders.ts";
import { ringsOf } from "./path.ts";

const SENDERS = 3;
const PAUSE_MS = 500;
/** Beyond lie the phones of other checks. */
const MOST_LEADS = 480;
/** States in which a lead visibly waits. */
const waits = ["ready", "held", "dialing", "unknown", "review"];

/**
 * Leads come in before, while and after a change is deployed.
 * @param deploy deploys a configuration with the further source `added`
 * @param showAddresses tells its address
 */
export const redeployInFlight = (deploy: () => Promise<void>, showAddresses: Check): Check => ({
  name: "leads come in while a change is deployed: each rings once, or waits for a reason",
  async run(bridge) {
    const stream = sendSteadily(bridge);
    try {
      await deploy();
      await showAddresses.run(bridge);
      await bridge.senders.byJson("added", person(500), "through-the-new-source");
    } finally {
      await stream.stop();
    }
    return everyoneRangOnce(bridge);
  },
});

/** What a run comes down to: all leads that were accepted, against the ring log. */
export const nobodyTwice: Check = {
  name: "in the end nobody was rung twice and nobody was lost",
  run: everyoneRangOnce,
};

async function everyoneRangOnce(bridge: Deployed): Promise<string> {
  const { senders, cloud, waitFor } = bridge;
  const phones = senders.accepted();
  const silent = () => phones.filter((phone) => ringsOf(bridge, phone).length === 0);
  // Whoever is not rung by then is waiting for something, and has to say so.
  await waitFor("everybody rings", () => silent().length === 0, 75_000).catch(() => {});

  const twice = phones.filter((phone) => ringsOf(bridge, phone).length > 1);
  if (twice.length > 0) throw new Error(`Rung more than once: ${twice.join(", ")}`);
  const stored = silent().length === 0 ? [] : await cloud.leads();
  const waiting = silent().map((phone) => {
    const lead = stored.find(({ person: { phone: its } }) => its === phone);
    if (!lead || !waits.includes(lead.state)) throw new Error(`${phone} was accepted and neither rang nor waits`);
    return `${lead.state}${lead.reason ? ` (${lead.reason})` : ""}`;
  });
  const rang = `${phones.length - waiting.length} of ${phones.length} leads rang once`;
  return waiting.length === 0 ? rang : `${rang}; waiting: ${waiting.join(", ")}`;
}

/** Some senders side by side, each of which sends its next lead a moment after the last one was taken. */
function sendSteadily({ senders }: Deployed): { stop(): Promise<void> } {
  let [next, isOver] = [0, false];
  const keepSending = async (): Promise<void> => {
    while (!isOver && next < MOST_LEADS) {
      const index = next++;
      await senders.byJson("anything", person(index), `in-flight-${index}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const all = Promise.all(Array.from({ length: SENDERS }, keepSending));
  // Looked at when it is stopped.
  all.catch(() => {});
  return {
    async stop() {
      isOver = true;
      await all;
    },
  };
}
