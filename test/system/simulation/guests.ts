import { crmStandIns } from "../../../stand-ins/crms/index.ts";
import type { Dice } from "./dice.ts";
import type { Post } from "./senders.ts";
import { type Guest, guestName } from "./town.ts";
import { crmDown, plan } from "./troubles.ts";
import { hour, type World } from "./world.ts";

/** The CRM that is in a world besides: any of those that are played, so that over the seeds each meets everything. */
export interface GuestPlan extends Guest {
  /** When it goes down for {@link OUTAGE_MS}. */
  readonly outageAtMs: number | undefined;
  /** When people merge one of its records into another, where it is played how that shows. */
  readonly mergesAtMs: readonly number[];
  /** How likely it is that it has a person before they ask. */
  readonly knows: number;
}

const OUTAGE_MS = 6 * hour;

const sources = ["script", "second", "roof", "client-b"] as const;

export function drawGuest({ chance, between, pick }: Dice, lengthMs: number): GuestPlan {
  const [first, ...others] = crmStandIns.map(({ connector }) => connector);
  if (first === undefined) throw new Error("No CRM is played");
  return {
    connector: pick([first, ...others]),
    source: pick(sources),
    outageAtMs: chance(0.2) ? between(0, lengthMs) : undefined,
    mergesAtMs: Array.from({ length: pick([0, 0, 1, 4]) }, () => between(0, lengthMs)),
    knows: pick([0, 0.3, 1]),
  };
}

/** What befalls it. */
export function host(world: World, { outageAtMs, mergesAtMs }: GuestPlan, dice: Dice): void {
  if (outageAtMs !== undefined) {
    plan(world, "no guest CRM", crmDown(guestName), outageAtMs, outageAtMs + OUTAGE_MS);
  }
  for (const atMs of mergesAtMs) world.time.after(atMs, () => mergeOne(world, dice));
}

/** Somebody has entered the person there. */
export function enter({ crms }: World, { knows }: GuestPlan, { people: [who] }: Post, { chance }: Dice): void {
  if (!chance(knows) || crms.contactsLike(guestName, who.email, who.phone).length > 0) return;
  crms.peopleOf(guestName)?.save(who);
}

/** Somebody enters a person once more, and then merges the record that has the calls into the new one. */
function mergeOne({ crms, story, time }: World, { pick }: Dice): void {
  const people = crms.peopleOf(guestName);
  const [first, ...others] = crms.recordsOf(guestName).filter(({ calls }) => calls.length > 0);
  if (!first || !people?.merge) return;
  const { id, name, email, phone } = pick([first, ...others]);
  const winner = people.save({ firstName: "Canary", lastName: name, email, phone });
  people.merge(id, winner);
  story.tell(time.now(), "fate", `record ${id}`, `is merged into ${winner}`, () => [id, winner]);
}
