import type { Dice } from "./dice.ts";
import { type Post, send } from "./senders.ts";
import { type Spelled, saysNothing, spell } from "./spellings.ts";
import { type ConfigChanges, type SourceName, sourceAsTold } from "./town.ts";
import { AT_ONCE, requestsOf } from "./wishes.ts";
import { hour, minute, second, type World } from "./world.ts";

/** People who ask in a form to be called at a time, some of whom think of another. */

export interface AskPlan {
  /** How many ask for a time. */
  readonly share: number;
  /** Their owners have said in which field the time stands: they answer for it, and what nobody can read there is held. */
  readonly named: readonly SourceName[];
}

export const noAsks: AskPlan = { share: 0, named: [] };

export function drawAsks({ chance, pick }: Dice): AskPlan {
  const share = pick([0, 0, 0.05, 0.2]);
  return { share, named: share > 0 ? inJson.filter(() => chance(0.4)) : [] };
}

const inJson = ["script", "roof", "client-a", "client-b"] as const satisfies readonly SourceName[];
/** A workflow tells of contacts, and of no time. */
const asking: readonly SourceName[] = ["website", ...inJson];
/** These know a request again by its person, so that the last word counts. */
const hearsAgain: readonly SourceName[] = ["website", "script"];

const FIELD = "scheduled_at";

/** The sources whose owners have named the field. */
export const sourcesOfAsks = ({ named }: AskPlan): ConfigChanges["sources"] & object =>
  Object.fromEntries(
    named.map((name) => [name, { ...sourceAsTold(name), settings: { mapping: { scheduledAt: FIELD } } }]),
  );

/**
 * Sends a post, with the time that its person asks for. Who sends it again asks for the same; some send another time a
 * while later.
 */
export function sendAsking(world: World, post: Post, { share, named }: AskPlan, dice: Dice): void {
  const { chance, between, pick } = dice;
  const { source, people } = post;
  const [{ phone }] = people;
  if (!asking.includes(source) || people.length > 1) {
    send(world, post);
    return;
  }
  const isNamed = named.includes(source);
  const { wishes } = requestsOf(world, source, phone, isNamed);
  // What they are to say later is no part of what they repeat.
  const before = wishes.findLast(({ sentAt }) => sentAt <= world.time.now() + post.at) ?? wishes[0];
  const ahead = () => pick([10 * minute, hour, 3 * hour, 9 * hour, 26 * hour]) + between(0, 20 * minute);
  const spelled = (at: number): Spelled => {
    const said = world.time.now() + at;
    const { isRemark, ...words } = spell(phone, said + ahead(), said, dice);
    return isRemark && !isNamed ? { ...words, at: AT_ONCE, isRemark } : words;
  };
  // Whoever repeats it hours later says which moment was meant.
  const isOld = before?.isRelative && before.sentAt < world.time.now() + post.at - hour;
  const again = isOld ? asMachinesWrite(before.at) : before;
  const first = again ?? (chance(share) ? spelled(post.at) : saysNothing);
  ask(world, post, first, isNamed);
  if (before !== undefined || first.text === undefined || !hearsAgain.includes(source)) return;
  const said: (string | undefined)[] = [first.text];
  for (let { at } = post; chance(0.3); ) {
    at += pick([5 * second, 3 * minute, 2 * hour]);
    const words = chance(0.1) ? saysNothing : spelled(at);
    // The same words once more are a repeat to the bridge, though "in an hour" means another hour by then.
    const isSaid = words.isRelative && said.includes(words.text);
    ask(world, { ...post, at, id: undefined }, isSaid ? asMachinesWrite(words.at) : words, isNamed);
    said.push(words.text);
  }
}

/** @param words or the moment at which they want to be called, in milliseconds since 1970 */
export function ask(world: World, post: Post, words: Spelled | number, isAgreed = false): void {
  const said = typeof words === "number" ? asMachinesWrite(words) : words;
  const sentAt = world.time.now() + post.at;
  const { wishes } = requestsOf(world, post.source, post.people[0].phone, isAgreed);
  const wish = { ...said, saidAt: sentAt, sentAt, takenAt: Number.POSITIVE_INFINITY };
  wishes.push(wish);
  const extra = { ...post.extra, ...(said.text !== undefined && { [FIELD]: said.text }) };
  send(world, { ...post, extra }, (reply) => {
    if (reply?.status === 200) wish.takenAt = Math.min(wish.takenAt, world.time.now());
  });
}

function asMachinesWrite(moment: number): Spelled {
  if (moment === AT_ONCE) return saysNothing;
  const at = Math.floor(moment / second) * second;
  return { text: new Date(at).toISOString(), at };
}
