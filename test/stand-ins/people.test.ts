import { describe, expect, it } from "vitest";
import { crmStandIns } from "../../stand-ins/crms/index.ts";
import { peopleOf } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** What people do in any CRM that is played, however odd what they enter: the stand-in keeps what its vendor would. */

const maya = { firstName: "Maya", lastName: "Ruiz", email: "maya@example.com", phone: "+12025550143" };

const played = crmStandIns.flatMap(({ connector, play }) => {
  const begin = () => {
    const crm = play(() => kept(undefined));
    return { crm, people: peopleOf(crm) };
  };
  return begin().people ? [{ connector, begin }] : [];
});

describe.each(played)("somebody who enters people in $connector", ({ begin }) => {
  it("may enter a person twice, and gets a record each time", () => {
    const { people } = begin();
    expect(people?.save(maya)).not.toBe(people?.save(maya));
  });

  it("may merge the two, and one with the address and the phone is left", () => {
    const { crm, people } = begin();
    const [loser, winner] = [people?.save(maya) ?? "", people?.save(maya) ?? ""];
    if (!people?.merge) return;
    people.merge(loser, winner);
    const left = crm.records().filter(({ id, email }) => id === winner || email === maya.email);
    expect(left).toMatchObject([{ email: maya.email, phone: expect.stringMatching(/0143$/) }]);
    expect(left[0]?.id).not.toBe(loser);
  });

  it.each(["call me", "(212) 155-1000", ""])('may enter "%s" for a phone', (phone) => {
    const { people } = begin();
    expect(people?.save({ ...maya, phone })).toBeTruthy();
  });
});
