import { placesOf } from "../../../lambda/lead/hours/places.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { oracle } from "../../lambda/lead/hours/oracle.ts";
import { agreementKey } from "./house-rules.ts";
import { leadsByRef } from "./refs.ts";
import type { HouseRules, SourceName } from "./town.ts";
import type { Violation, ViolationKind } from "./violations.ts";
import { claimOf, minute, type World } from "./world.ts";

/** I8: nobody is rung at an hour that is not theirs, more often than their place allows, nor without the consent that their source asks for. */

export function houseRuleViolations(world: World): Violation[] {
  const { store, callingly, rules } = world;
  if (Object.values(rules).every((rule) => !rule.hours && !rule.consent)) return [];
  const byRef = leadsByRef(store.allLeads());
  const rung = callingly.rings.flatMap(({ at, by, crm_id, phone_number }): Violation[] => {
    const lead = by === "create" ? byRef(crm_id, phone_number) : undefined;
    const claim = lead && claimOf(lead, at, world);
    if (!claim) return [];
    const complain = (kind: ViolationKind, text: string): Violation => ({ kind, text, about: [lead.id, phone_number] });
    const ofSource = rules[lead.source as SourceName];
    return [
      ...(ofSource?.hours && !isInHours(lead, ofSource.hours, claim.at, world)
        ? [complain("rung-out-of-hours", `${lead.id} was dialled at ${new Date(claim.at).toISOString()}`)]
        : []),
      ...(ofSource?.hours && isTooOften(lead, ofSource.hours, claim.at, world)
        ? [complain("rung-too-often", `${lead.id} was dialled at ${new Date(claim.at).toISOString()}`)]
        : []),
      ...(ofSource?.consent && !hasAgreed(lead, world)
        ? [complain("rung-without-consent", `${lead.id} was dialled, and its person has not agreed`)]
        : []),
    ];
  });
  return [...rung, ...keptBack(world)];
}

/** What a worker has looked at may be a minute old, and its clock may be wrong. */
const LOOK_MS = minute;

type Pack = NonNullable<HouseRules[SourceName]>["hours"];

/** The hour is right, and only what was rung before is in the way: by our dials, as the bridge hears late of redials. */
function isTooOften(lead: Lead, pack: Pack, at: number, world: World): boolean {
  const { phone = "" } = lead.person;
  const before = world.callingly.rings.filter((ring) => ring.by === "create" && ring.at < at);
  const attempts = before.filter((ring) => ring.phone_number === phone).map((ring) => ring.at);
  return isInHours(lead, pack, at, world) && !isInHours(lead, pack, at, world, attempts);
}

function isInHours(lead: Lead, pack: Pack, at: number, world: World, attempts: readonly number[] = []): boolean {
  const { phone = "" } = lead.person;
  const found = placesOf(phone, lead.place ?? {});
  if (found.kind === "unknown" || pack === undefined) return false;
  const question = { pack, phone, stated: {}, attempts, marginMinutes: 10 };
  const moments = [0, -LOOK_MS, world.clockErrorMs, -world.clockErrorMs].map((off) => at + off);
  return moments.some((moment) => oracle(found.places, question, moment) === "dial");
}

const hasAgreed = ({ source, person }: Lead, { agreed }: World): boolean =>
  agreed.get(agreementKey(source, person.phone ?? "")) === true;

/** Who has agreed does not wait for a consent. */
function keptBack(world: World): Violation[] {
  return world.store
    .allLeads()
    .filter((lead) => lead.reason === "consent-missing" && hasAgreed(lead, world))
    .map((lead) => ({ kind: "silenced", text: `${lead.id} waits for a consent that was given`, about: [lead.id] }));
}
