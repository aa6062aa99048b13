import type { Dice } from "./dice.ts";
import { spread } from "./house-rules.ts";
import { type Post, person } from "./senders.ts";
import { accountOfSource, type HouseRules, type SourceName, sourceNames } from "./town.ts";
import { day, hour, minute, second, type World } from "./world.ts";

/** The leads of a world drawn by lot. */

interface Coming {
  /** How many people send one, about. */
  readonly leads: number;
  readonly lengthMs: number;
  /** Each comes once, and is a plain one. */
  readonly isCalm: boolean;
  readonly rules: HouseRules;
}

/** Leads as they come: most once, some often, some through another door, some by nobody who may send them. */
export function drawPosts(world: World, { leads, lengthMs, isCalm, rules }: Coming, chances: Dice): Post[] {
  const { chance, between, pick } = chances;
  const whose = Object.values(rules).some(({ hours }) => hours) ? spread : (index: number) => index;
  return Array.from({ length: leads }, (_, index): Post[] => {
    const source = pick(sourceNames);
    const special = !isCalm && chance(0.08);
    const who = special ? person(whose(index), pick([0, 1, 2, 3, 4, 5, 6, 7, 9])) : person(whose(index));
    const at = between(5 * minute, lengthMs);
    const post = postOf(world, source, index, { at, people: [who], tries: pick([1, 3, 10, 50]) }, chance(0.5));
    const more: Post[] = [post];
    if (isCalm) return more;
    if (chance(0.08))
      for (let twin = between(1, 5); twin > 0; twin -= 1) more.push({ ...post, at: at + pick([0, 20, 3 * second]) });
    if (chance(0.04)) more.push({ ...post, at: at + between(minute, 2 * day) });
    if (chance(0.06))
      more.push(
        throughAnotherDoor(
          world,
          source,
          index,
          at + pick([50, 5 * second, 10 * minute, 7 * hour, 25 * hour]),
          who,
          chances,
        ),
      );
    if (chance(0.02)) more.push({ ...post, at: at + minute, extra: { comment: "said differently" } });
    if (chance(0.01)) more.push({ ...post, people: [person(index + 2_000)], key: "canary-guess", tries: 1 });
    return more;
  }).flat();
}

function postOf(world: World, source: SourceName, index: number, post: Omit<Post, "source">, hasId: boolean): Post {
  if (source === "workflow") return { ...post, source, contact: contactOf(world, index, post.people[0]) };
  return { ...post, source, ...(hasId && { id: `submission-${index}` }) };
}

function throughAnotherDoor(
  world: World,
  source: SourceName,
  index: number,
  at: number,
  who: Post["people"][0],
  { pick }: Dice,
): Post {
  const doors = sourceNames.filter((name) => accountOfSource[name] === accountOfSource[source]);
  const door = pick(doors);
  return postOf(
    world,
    door,
    index,
    { at, people: [who], tries: 5, ...(door === source && { extra: { again: "yes" } }) },
    false,
  );
}

/** The contact that the workflow is about stands in the portal before. */
function contactOf({ crms }: World, index: number, { firstName, lastName, phone, email }: Post["people"][0]): string {
  const person = { firstName, lastName, phone, email: email ?? `canary.${index}@canary.example` };
  const known = crms.contactsLike("hub", person.email, undefined)[0];
  if (known) return known;
  const stranger = `canary.stranger.${index}@canary.example`;
  crms.branch.save({ firstName: "Canary", email: stranger, phone: "+12125550188" });
  return crms.hub.save(person);
}
