import { suppressAll } from "../../../operator/people/suppression-list.ts";
import { diaries } from "./diaries.ts";
import type { Dice } from "./dice.ts";
import { bridgeUrl } from "./functions.ts";
import { insist, isTaken, type Person, type Post, requestTo } from "./senders.ts";
import { type SourceName, sourceNames } from "./town.ts";
import { hour, minute, second, type Word, type World } from "./world.ts";

/** People who ask not to be called: before their lead comes, between that and its dial, while it rings, and later. */

const ways = ["page", "message", "operator"] as const;
type Way = (typeof ways)[number];

export interface OptOut {
  /** Milliseconds from now. */
  readonly at: number;
  readonly who: Person;
  /** Whose door or business it is. */
  readonly source: SourceName;
  readonly way: Way;
  /** What they give of themselves; a message comes from a phone. Default: the phone. */
  readonly names?: "phone" | "email" | "both";
  /** How often it is sent until it is taken. */
  readonly tries: number;
}

export interface OptOutPlan {
  /** How many of those who ask to be called ask not to be called as well. */
  readonly share: number;
  /** Sources whose words bind their own business alone. */
  readonly own: readonly SourceName[];
}

export const noOptOuts: OptOutPlan = { share: 0, own: [] };

export function drawOptOuts({ chance, pick }: Dice): OptOutPlan {
  const share = pick([0, 0, 0, 0.03, 0.03, 0.2]);
  return { share, own: share > 0 && chance(0.3) ? sourceNames.filter(() => chance(0.5)) : [] };
}

/** What somebody says who asks to be called, if anything: most in the second in which their lead is on its way to its dial. */
export function drawOptOut(post: Post, { share }: OptOutPlan, { chance, between, pick }: Dice): OptOut | undefined {
  if (!chance(share)) return undefined;
  const after = pick([0, 0, between(0, second), between(0, second), minute, 10 * minute, 7 * hour, -10 * minute]);
  return {
    at: Math.max(0, post.at + after),
    who: post.people[0],
    source: chance(0.7) ? post.source : pick(sourceNames),
    way: pick(ways),
    names: pick(["phone", "phone", "phone", "both", "email"]),
    tries: pick([1, 3, 20]),
  };
}

/** The bridge says that it counts, or nobody knows. */
export function optOut(world: World, { at, who, source, way, names = "phone", tries }: OptOut): void {
  const { time, story } = world;
  time.after(at, () => {
    const isOwn = world.bridge.source(source)?.optOut === "own";
    const word: Word = {
      ...(names !== "email" || way === "message" ? { phone: e164(who.phone) } : {}),
      ...(names !== "phone" && way !== "message" ? { email: who.email } : {}),
      of: isOwn ? source : "all",
      saidAt: time.now(),
      countsFrom: Number.POSITIVE_INFINITY,
    };
    world.words.push(word);
    const counts = (how: string) => {
      story.tell(time.now(), `no to ${source}`, way, how, () => [who.phone]);
      word.countsFrom = Math.min(word.countsFrom, time.now());
    };
    if (way === "operator") return void byHand(world, word).then(() => counts("is on the list"));
    const url = new URL(`/opt-out/${source}`, bridgeUrl);
    insist(world, requestTo(url, source, fieldsOf(way, word)), tries, (reply) => {
      if (isTaken(reply)) counts(`answered ${reply?.status}`);
      else story.tell(time.now(), `no to ${source}`, way, `answered ${reply?.status}`, () => [who.phone]);
    });
  });
}

const fieldsOf = (way: Way, { phone = "", email }: Word): Record<string, string> =>
  way === "message" ? { From: phone, Body: "STOP" } : { ...(phone && { phone }), ...(email && { email }) };

async function byHand({ bridge, store, secrets, time }: World, { phone, email, of }: Word): Promise<void> {
  const people = [...(phone ? [{ phone }] : []), ...(email ? [{ email }] : [])];
  const stage = {
    bridge,
    store,
    suppressionSeeds: async () => secrets.suppressionSeeds,
    now: () => new Date(time.now()),
    log: () => undefined,
  };
  await suppressAll(people, { by: "Robin Ashby", ...(of !== "all" && { source: of }) }, stage, () => undefined);
}

const e164 = (phone: string): string => `+1${phone.replace(/\D/g, "").slice(-10)}`;

/** The sources that count as one business. */
const people: readonly string[] = ["website", "script", "workflow", "planned", ...diaries];

/** Whether a word binds who calls for a source. */
export const bindsSource = ({ of }: Word, source: string): boolean =>
  of === "all" || of === source || (people.includes(of) && people.includes(source));
