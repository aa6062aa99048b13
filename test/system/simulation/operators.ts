import type { Decision } from "../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { timeNamed } from "../../../operator/leads/asked-time.ts";
import { decideLead } from "../../../operator/leads/decide-lead.ts";
import type { Dice } from "./dice.ts";
import { AT_ONCE, matterOf, requestsOf, type Wish } from "./wishes.ts";
import { day, hour, minute, type World } from "./world.ts";

/** Operators who look through the leads that wait for their time, and name another, have one called now, or call it off. */

/** At so many moments they look. */
export const drawOperators = ({ chance, between }: Dice): number => (chance(0.4) ? between(1, 12) : 0);

export function operate(world: World, count: number, lengthMs: number, { between, ...dice }: Dice): void {
  for (let each = 0; each < count; each += 1)
    world.time.after(between(minute, lengthMs), () => void decide(world, { between, ...dice }));
}

const waits: ReadonlySet<string | undefined> = new Set([
  "asked-time",
  "asked-time-past",
  "asked-time-far",
  "asked-time-unclear",
]);

async function decide(world: World, dice: Dice): Promise<void> {
  const [first, ...others] = world.store.allLeads().filter(({ reason }) => waits.has(reason));
  if (!first) return;
  const lead = dice.pick([first, ...others]);
  const from = world.time.now() + dice.pick([10 * minute, hour, 6 * hour]) + dice.between(0, hour);
  // Midnight in UTC is refused: it may be a day without an hour.
  const at = Math.ceil(from / minute) * minute + ((Math.ceil(from / minute) * minute) % day === 0 ? minute : 0);
  const [decision, wish] = dice.pick([reschedules, reschedules, releases, cancels])(lead, at, world);
  await decideAs(world, lead, decision, wish);
}

type Said = Pick<Wish, "at" | "over">;
type Choice = (lead: Lead, at: number, world: World) => readonly [Decision, Said];

export const reschedules: Choice = (lead, at, { bridge, time }) => {
  const asked = timeNamed(new Date(at).toISOString(), lead, { bridge, now: () => new Date(time.now()) });
  return [{ kind: "reschedule", asked }, { at }];
};
export const releases: Choice = () => [{ kind: "release" }, { at: AT_ONCE }];
export const cancels: Choice = () => [{ kind: "cancel" }, { at: 0, over: "cancelled" }];

/** Carries out what an operator decides, and notes it where the bridge has taken it. */
export async function decideAs(world: World, lead: Lead, decision: Decision, wish: Said): Promise<void> {
  const { bridge, store, time, story } = world;
  const now = time.now();
  const deps = { bridge, store, now: () => new Date(time.now()), newId: () => `decision-${now}`, log: () => undefined };
  const decided = await decideLead(lead.id, decision, "Robin Ashby", deps);
  story.tell(now, "operator", decision.kind, decided ? "" : "is refused", () => [lead.id]);
  if (!decided) return;
  const matter = matterOf(lead, world) ?? requestsOf(world, lead.source, lead.person.phone ?? "", false);
  matter.wishes.push({ ...wish, saidAt: now, sentAt: now, takenAt: now, byOperator: true });
}
