import type { Lead } from "../lambda/lead/lead.ts";
import { reasonWords } from "../lambda/lead/reasons.ts";
import { timing } from "../lambda/lead/timing.ts";
import { changeLead } from "../lambda/store/change.ts";
import type { LeadStore } from "../lambda/store/store.ts";
import { Problem } from "../lib/program/problem.ts";

/**
 * A case for `bridge review`, to practise on: a lead whose dial got no answer and of which Callingly shows no call. All of
 * that happens as it does in life, but for the waiting: the lead is made older than it is, so that three empty look-ups
 * count at once instead of within forty minutes.
 */

export interface RehearsalDeps {
  readonly leads: Pick<LeadStore, "find" | "save">;
  /** Loses the answer to the next dial of a phone, which then rings nobody. */
  readonly loseDial: (phone: string) => void;
  /** Posts a lead as a form does. @returns its id, or undefined when the door refused it */
  readonly send: (person: { first_name: string; last_name: string; phone: string }) => Promise<string | undefined>;
  readonly tick: () => Promise<void>;
  readonly now: () => Date;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const patienceMs = 20_000;
const pauseMs = 200;
/** Look-ups that are made at most: three must be empty, and the first may come before the lead is made older. */
const mostLookups = 8;

/**
 * @returns the lead that now waits for a person's decision
 * @throws Problem when something else became of it
 */
export async function makeReviewCase(deps: RehearsalDeps): Promise<Lead> {
  const phone = testNumber(deps.random);
  deps.loseDial(phone);
  const id = await deps.send({ first_name: "Rehearsal", last_name: "Review", phone });
  if (id === undefined) throw new Problem("The door refused the lead: the terminal of npm start says why.");
  await reaches(id, (lead) => lead.state !== "ready" && lead.state !== "dialing", deps);
  await changeLead(deps.leads, id, (lead) => older(lead, timing.settle + timing.lookups[4], deps.now()));
  for (let lookups = 0; lookups < mostLookups; lookups += 1) {
    await deps.tick();
    const lead = await deps.leads.find(id);
    if (lead?.state === "review") return lead;
    await changeLead(deps.leads, id, (current) => older(current, 0, deps.now()));
  }
  throw new Problem("Callingly was asked and the lead is still not for a person: try again in a minute.");
}

/** A number that is nobody's, and that hardly anybody has tried before. */
function testNumber(random: () => number): string {
  const area = areaCodes[Math.floor(random() * areaCodes.length)];
  return `+1${area}5550${110 + Math.floor(random() * 90)}`;
}

const areaCodes = [207, 208, 209, 216, 217, 219, 229, 231, 234, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269];

async function reaches(
  id: string,
  isThere: (lead: Lead) => boolean,
  { leads, now, sleep }: RehearsalDeps,
): Promise<void> {
  const deadline = now().getTime() + patienceMs;
  for (;;) {
    const lead = await leads.find(id);
    if (lead && isThere(lead)) {
      if (lead.state === "unknown") return;
      throw new Problem(`The lead is ${lead.state}${lead.reason ? `: ${reasonWords[lead.reason]}` : ""}.`);
    }
    if (now().getTime() > deadline) throw new Problem("The lead was not dialled: the terminal of npm start says why.");
    await sleep(pauseMs);
  }
}

/** The same lead as if all that happened to it had happened earlier, and due now. */
function older(lead: Lead, ms: number, now: Date): Lead | undefined {
  if (lead.state !== "unknown") return undefined;
  const earlier = (at: string) => new Date(Date.parse(at) - ms).toISOString();
  const { dial, firstDialAt } = lead;
  return {
    ...lead,
    receivedAt: earlier(lead.receivedAt),
    ...(dial && { dial: { ...dial, at: earlier(dial.at), leaseUntil: earlier(dial.leaseUntil) } }),
    ...(firstDialAt !== undefined && { firstDialAt: earlier(firstDialAt) }),
    history: lead.history.map((step) => ({ ...step, at: earlier(step.at) })),
    dueAt: now.toISOString(),
  };
}
