import { describe, expect, it } from "vitest";
import { hours } from "../../fakes/leads.ts";
import { behindAForm } from "./behind-a-form.ts";

/** One victim's number, typed into the forms of many businesses under other names, each from an address of its own. */

const door = { connector: "html-form", account: "main", team: 1 };
const business = (name: string, more = {}) => [name, { ...door, group: name, ...more }] as const;
const agency = {
  accounts: { main: { timeZone: "UTC" }, second: { timeZone: "UTC" } },
  sources: Object.fromEntries([
    ...["a", "b", "c", "d"].map((name) => business(name)),
    business("e", { account: "second" }),
    business("machine", { connector: "json" }),
  ]),
};
const VICTIM = "+12125550123";
let sent = 0;
const post = (form: ReturnType<typeof behindAForm>, source: string) => {
  sent += 1;
  const body = { name: `Mallory ${sent}`, phone: "(212) 555-0123", email: `m${sent}@example.com` };
  return form.post(body, { source, ip: `93.184.${sent % 250}.14` });
};

describe("a number in the forms of many businesses", () => {
  it("F92: is rung for three of them in a day, over all accounts, and the others are held", async () => {
    const form = behindAForm(agency);
    for (const source of ["a", "b", "c", "d", "e"]) {
      for (let time = 0; time < 4; time += 1) await post(form, source);
      await form.work();
      form.clock.pass(1 * hours);
    }
    await form.work();
    expect(form.rung).toEqual([VICTIM, VICTIM, VICTIM]);
    const states = form.states();
    expect(states.filter((state) => state === "held crowded-phone")).toHaveLength(8);
    expect(states.filter((state) => state.startsWith("merged"))).toHaveLength(9);
    // What an operator releases rings, and what a sender vouches for is not counted.
    const held = form.store.allLeads().find(({ reason }) => reason === "crowded-phone");
    await form.decide(held?.id ?? "", { kind: "release" });
    await form.work();
    form.clock.pass(2 * hours);
    await post(form, "machine");
    await form.work();
    expect(form.rung).toHaveLength(5);
  });

  it("is counted nowhere while there are no more businesses than may ring it", async () => {
    const form = behindAForm({ ...agency, policies: { groupsPerNumber: 5 } });
    for (const source of ["a", "b", "c", "d", "e"]) {
      await post(form, source);
      await form.work();
      form.clock.pass(1 * hours);
    }
    await form.work();
    expect(form.rung).toHaveLength(5);
  });
});
