import type { Dice } from "./dice.ts";
import { type Post, send } from "./senders.ts";
import type { SourceName } from "./town.ts";
import { type Ask, hour, minute, type World } from "./world.ts";

/** People who ask to be called at a time, some of whom think of another. */

export interface AskPlan {
  /** How many ask for a time. */
  readonly share: number;
}

export const noAsks: AskPlan = { share: 0 };

export const drawAsks = ({ pick }: Dice): AskPlan => ({ share: pick([0, 0, 0.05, 0.2]) });

/** A workflow tells of contacts, and of no time. */
const asking: readonly SourceName[] = ["website", "script", "roof", "client-a", "client-b"];
/** These know a request again by its person, so that the last word counts. */
const hearsAgain: readonly SourceName[] = ["website", "script"];

/**
 * Sends a post, with the time that its person asks for. Who sends it again asks for the same; some send another time a
 * while later.
 */
export function sendAsking(world: World, post: Post, { share }: AskPlan, { chance, between, pick }: Dice): void {
  const { source, people } = post;
  const [who] = people;
  if (!asking.includes(source) || people.length > 1) {
    send(world, post);
    return;
  }
  const before = lastAskOf(world, source, who.phone);
  const asksNow = before === undefined ? chance(share) : before.at !== AT_ONCE;
  const ahead = () => pick([10 * minute, hour, 3 * hour, 9 * hour, 26 * hour]) + between(0, 20 * minute);
  ask(world, post, asksNow ? (before?.at ?? world.time.now() + post.at + ahead()) : AT_ONCE);
  if (before === undefined && asksNow && hearsAgain.includes(source) && chance(0.3)) {
    const at = post.at + pick([5 * 1000, 3 * minute, 2 * hour]);
    ask(world, { ...post, at, id: undefined }, world.time.now() + at + ahead());
  }
}

/** Of who asks for no time. */
export const AT_ONCE = 0;

/** @param at when they want to be called, in milliseconds since 1970 */
export function ask(world: World, post: Post, at: number): void {
  const { source } = post;
  const said: Ask = {
    source,
    phone: tenDigits(post.people[0].phone),
    at: Math.floor(at / 1000) * 1000,
    sentAt: world.time.now() + post.at,
    takenAt: Number.POSITIVE_INFINITY,
  };
  world.asks.push(said);
  const extra = { ...post.extra, scheduled_at: new Date(said.at).toISOString() };
  send(world, at === AT_ONCE ? post : { ...post, extra }, (reply) => {
    if (reply?.status === 200) said.takenAt = Math.min(said.takenAt, world.time.now());
  });
}

export const tenDigits = (phone: string): string => phone.replace(/\D/g, "").slice(-10);

const lastAskOf = ({ asks }: World, source: SourceName, phone: string): Ask | undefined =>
  asks.findLast((each) => each.source === source && each.phone === tenDigits(phone));
