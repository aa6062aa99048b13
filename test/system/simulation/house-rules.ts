import type { Dice } from "./dice.ts";
import type { Post } from "./senders.ts";
import { type HouseRules, type SourceName, sourceNames } from "./town.ts";
import type { World } from "./world.ts";

/** What owners ask of their sources besides: hours at which people are rung, and a consent to be called. */

/** The CRM's workflow sends no form, so nobody ticks a box there. */
const withBox: readonly SourceName[] = sourceNames.filter((name) => name !== "workflow");

export const agreement = { field: "agree", text: "You may call me about my request.", require: true } as const;

/** @param own sources whose opt-outs bind their own business alone */
export function drawHouseRules({ chance, pick }: Dice, own: readonly SourceName[]): HouseRules {
  const keepsHours = chance(0.25);
  const asksConsent = chance(0.2);
  const rulesOf = (source: SourceName) => ({
    ...(own.includes(source) && { optOut: "own" as const }),
    ...(keepsHours && chance(0.7) && { hours: pick(["requested", "requested", "conservative"]) }),
    ...(asksConsent && withBox.includes(source) && chance(0.5) && { consent: agreement }),
  });
  return Object.fromEntries(sourceNames.map((source) => [source, rulesOf(source)]));
}

/** A box is shown only where its source asks for it, and who sends a form again has ticked it as before. */
export function tick(world: World, post: Post, rules: HouseRules, { chance }: Dice): Post {
  if (!rules[post.source]?.consent) return post;
  const key = agreementKey(post.source, post.people[0].phone);
  const ticks = world.agreed.get(key) ?? chance(0.7);
  world.agreed.set(key, ticks);
  return { ...post, extra: { ...post.extra, ...(ticks && { agree: "yes" }) } };
}

/** By the last ten digits of a number. */
export const agreementKey = (source: string, phone: string): string =>
  `${source} ${phone.replace(/\D/g, "").slice(-10)}`;

/** People of all area codes, which lie in four zones and many states, instead of one after the other. */
export const spread = (index: number): number => (index % 45) * 90 + Math.floor(index / 45);
