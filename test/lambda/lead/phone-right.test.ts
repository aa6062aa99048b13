import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import {
  callersOf,
  holdersOf,
  isOver,
  type PhoneRights,
  rightGivenBack,
  rightsEnd,
  rightTaken,
  ringersOf,
} from "../../../lambda/lead/phone-right.ts";
import { aLead, fromNoon, hours, noon } from "../../fakes/leads.ts";

const PHONE = "+12125550123";
const days = 24 * hours;
/** The phone's item once a lead has taken its right, which lasts a day. */
const taken = (before: PhoneRights | undefined, lead: Lead, now = noon, group = "acme"): PhoneRights =>
  rightTaken(before, lead, PHONE, { group, until: new Date(now.getTime() + days), writeId: lead.id, now });
const rang = (lead: Lead): Lead => ({ ...lead, revision: lead.revision + 1, ringsPossible: 1 });
const heldBack = (lead: Lead): Lead => ({ ...lead, revision: lead.revision + 1 });

describe("a phone's item", () => {
  it("is forgotten when nobody can need any more which leads rang it, and no sooner", () => {
    const short = () => ({ ...aLead(), retention: { payloadDays: 20, ledgerDays: 400 } });
    const one = taken(undefined, short());
    // For the laws that count the attempts of thirty days.
    expect(rightsEnd(one)).toEqual(fromNoon(31 * days));
    expect(rightsEnd(taken(one, short(), fromNoon(2 * days), "other"))).toEqual(fromNoon(33 * days));
    const long = rightTaken(one, short(), PHONE, { group: "x", until: fromNoon(19 * days), writeId: "w", now: noon });
    expect(rightsEnd(long)).toEqual(fromNoon((19 + 14) * days));
  });

  it("leads an operator from the number to its leads as long as what they said is kept, and gives nobody a right by that", () => {
    const one = taken(undefined, aLead());
    expect(rightsEnd(one)).toEqual(fromNoon(90 * days));
    const short = { ...aLead(), retention: { payloadDays: 20, ledgerDays: 400 } };
    const both = taken(one, short, fromNoon(days), "other");
    expect(rightsEnd(both)).toEqual(fromNoon(90 * days));
    expect(holdersOf(both)).toHaveLength(2);
    expect(callersOf(both, fromNoon(10 * days))).toHaveLength(2);
    expect(callersOf(both, fromNoon(60 * days))).toEqual([]);
  });

  it("remembers the leads that rang the phone, whoever has the right since", () => {
    const [one, other] = [aLead(), aLead()];
    expect(callersOf(taken(taken(undefined, one), other, fromNoon(2 * days)), fromNoon(2 * days))).toEqual([
      other.id,
      one.id,
    ]);
  });

  it("remembers twenty of them, and none that rang so long ago that no call can be theirs", () => {
    const leads = Array.from({ length: 30 }, () => aLead());
    const all = leads.reduce<PhoneRights | undefined>(
      (before, lead, index) => taken(before, lead, fromNoon(index * hours)),
      undefined,
    ) as PhoneRights;
    expect(callersOf(all, fromNoon(29 * hours)).toSorted()).toEqual(
      leads
        .slice(-20)
        .map(({ id }) => id)
        .toSorted(),
    );
    const late = aLead();
    const muchLater = fromNoon(29 * hours + 17 * days);
    expect(callersOf(taken(all, late, muchLater), muchLater)).toEqual([late.id]);
  });

  it("is over when the last right is given back and no lead has rung the phone", () => {
    const lead = aLead();
    const left = rightGivenBack(taken(undefined, lead), heldBack(lead)) as PhoneRights;
    expect(isOver(left)).toBe(true);
  });

  it("stays for the sake of a lead that rang the phone and gave its right back", () => {
    const lead = aLead();
    const left = rightGivenBack(taken(undefined, lead), rang(lead)) as PhoneRights;
    expect(left.groups).toEqual({});
    expect(isOver(left)).toBe(false);
    expect(callersOf(left, noon)).toEqual([lead.id]);
  });

  it("knows for a month who rang it, though no call can be theirs any more", () => {
    const [old, late] = [aLead(), aLead()];
    const all = taken(taken(undefined, old), late, fromNoon(30 * days));
    expect(callersOf(all, fromNoon(30 * days))).toEqual([late.id]);
    expect(ringersOf(all).toSorted()).toEqual([old.id, late.id].toSorted());
    expect(ringersOf(taken(all, aLead(), fromNoon(31 * days)))).not.toContain(old.id);
  });
});
