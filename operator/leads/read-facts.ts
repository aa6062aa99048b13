import type { Bridge } from "../../lambda/config/bridge.ts";
import type { Gate } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Fact, KnownFacts, Scrubbed } from "../../lambda/lead/rules/rule.ts";
import { describeError } from "../../lambda/runtime/log.ts";
import { inFile } from "../../lambda/steps/dial-lead/ask-scrub.ts";
import { suppressionCheck } from "../../lambda/steps/dial-lead/check-suppression.ts";
import { configuredFacts, factsAbout } from "../../lambda/steps/dial-lead/load-facts.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * The facts by which the rules judge a lead, read as the dialler reads them: the same list, the same attempts, the same
 * gates. Nothing is written, and no provider is asked, as it would keep what it is asked.
 */

export interface ReadFacts {
  readonly known: KnownFacts;
  /** Why a fact is not known, in plain words. */
  readonly unread: { readonly [F in Fact]?: string };
}

export type FactStage = Pick<Stage, "store" | "suppressionSeeds" | "callinglyFor" | "now">;

/** The facts that take more than the configuration. */
const READ = [
  "recordStoppedAt",
  "bookingEnd",
  "servesOthers",
  "hasToken",
  "gates",
  "suppression",
  "attempts",
  "scrubbed",
] as const;

export async function readFacts(lead: Lead, bridge: Bridge, stage: FactStage): Promise<ReadFacts> {
  const { store, suppressionSeeds, callinglyFor } = stage;
  const unread: { [F in Fact]?: string } = {};
  const facts = factsAbout(lead, {
    bridge,
    store,
    callinglyFor,
    suppressionOf: suppressionCheck(store.suppressions, suppressionSeeds, bridge),
    scrub: (each) => asFarAsKnown(each, bridge, stage),
  });
  for (const fact of READ) {
    try {
      await facts.read([fact]);
    } catch (error) {
      unread[fact] = error instanceof NotAsked ? error.message : `it could not be read: ${describeError(error)}`;
    }
  }
  // The dialler leaves the gates unread where there is no way to Callingly.
  return { known: { ...facts.known, gates: facts.known.gates ?? (await store.gates.all()) }, unread };
}

/** Where there is no table to read: what the configuration says, and nothing else. */
export function configuredOnly(lead: Lead, bridge: Bridge, gates: readonly Gate[] = []): ReadFacts {
  const why = "only the table of a stage can tell: name it by --stage";
  return {
    known: { ...configuredFacts(lead, bridge), gates },
    unread: Object.fromEntries(READ.filter((fact) => fact !== "gates").map((fact) => [fact, why])),
  };
}

class NotAsked extends Error {}

/** What the lists of others say that lie here. */
async function asFarAsKnown({ source, person, history }: Lead, bridge: Bridge, stage: FactStage): Promise<Scrubbed> {
  const { phone } = person;
  for (const list of bridge.source(source)?.scrub ?? []) {
    if (phone === undefined) break;
    if (list !== "dnc-file") {
      const before = history.findLast(({ reason }) => reason === "scrub-unreachable" || reason === "scrub-denied");
      const last = before ? `; on ${before.at} it ${before.reason === "scrub-denied" ? "said no" : "did not say"}` : "";
      throw new NotAsked(`${new URL(list.url).host} is asked just before the dial${last}`);
    }
    const said = await inFile(phone, { doNotCall: stage.store.doNotCall, now: stage.now });
    if (said !== "clear") return said;
  }
  return "clear";
}
