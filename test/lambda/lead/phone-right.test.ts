import { expect, it } from "vitest";
import { rightsEnd, rightTaken } from "../../../lambda/lead/phone-right.ts";
import { aLead, fromNoon, hours } from "../../fakes/leads.ts";

it("is forgotten two weeks after the last right ran out, and no sooner", () => {
  const taking = (group: string, until: Date) => ({ group, until, writeId: group });
  const one = rightTaken(undefined, aLead(), "+12125550123", taking("acme", fromNoon(24 * hours)));
  const both = rightTaken(one, aLead(), "+12125550123", taking("other", fromNoon(48 * hours)));
  expect(rightsEnd(one)).toEqual(fromNoon((24 + 14 * 24) * hours));
  expect(rightsEnd(both)).toEqual(fromNoon((48 + 14 * 24) * hours));
});
