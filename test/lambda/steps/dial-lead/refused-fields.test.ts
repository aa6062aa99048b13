import { describe, expect, it } from "vitest";
import type { DialOutcome } from "../../../../lambda/lead/call/dial-outcome.ts";
import { type OptionalField, optionalFields } from "../../../../lambda/lead/lead.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { wholeLeadText } from "../../../../operator/cli/views/leads.ts";
import { aDialler, refused } from "../../../fakes/dial-world.ts";
import { aLead, noon, seconds } from "../../../fakes/leads.ts";

/** Part of step 2: Callingly refuses a field without which the person can be called all the same. */

describe("a refusal of a field that a call does not need", () => {
  const without = (...optional: OptionalField[]): DialOutcome => ({
    kind: "refused",
    status: 422,
    message: "The given data was invalid.",
    fault: "request",
    optional,
  });
  const aWholeLead = () => aLead({ phone: "+12125550123", email: "dana@exa_mple.com", category: "Roofing" });

  it("proves that nothing rang: the person is called without it, once, and the lead says so", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted.map((input) => "email" in input)).toEqual([true, false]);
    expect(posted[1]).toMatchObject({
      phone_number: "+12125550123",
      company: "Harbor Pine LLC",
      crm_id: expect.any(Number),
    });
    const placed = await find(lead);
    expect(placed).toMatchObject({ state: "placed", ringsPossible: 1, ringsAuthorised: 1, leftOut: ["email"] });
    expect(placed.history).toContainEqual(expect.objectContaining({ state: "ready", reason: "field-refused" }));
    expect(placed.dial?.id).not.toBe("dial-1");
    expect(wholeLeadText({ lead: placed, calls: [], next: "" }, noon)).toMatch(/left out +email: Callingly refused it/);
  });

  it("replaces a refused name by one that says nothing, and gives up our own reference last", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    willAnswer(without("first_name", "last_name", "crm_id"), without("crm_id"));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted[1]).toMatchObject({ first_name: "Unknown", last_name: "Lead", crm_id: expect.any(Number) });
    expect(posted[2]).not.toHaveProperty("crm_id");
    expect(await find(lead)).toMatchObject({ state: "placed", leftOut: ["first_name", "last_name", "crm_id"] });
  });

  it("ends with a person when what is refused was not sent", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"), without("email"));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "request-refused", ringsPossible: 0 });
  });

  it("is asked seven times more at most, however Callingly goes on refusing", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    for (const field of optionalFields) willAnswer(without(field));
    willAnswer(...optionalFields.map(() => without(...optionalFields)));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted).toHaveLength(optionalFields.length + 1);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "request-refused", ringsPossible: 0 });
  });

  it("leaves the next ring's fate to be found out, should its answer be lost", async () => {
    const { willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"), { kind: "ambiguous", reason: "no answer in time" });
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "unknown", ringsPossible: 1, leftOut: ["email"] });
  });

  it("fails the lead when the phone is refused without it as well", async () => {
    const { willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"), refused("lead", 422));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "failed", reason: "phone-refused", ringsPossible: 0 });
  });

  const filtered: DialOutcome = {
    kind: "refused",
    status: 403,
    message: "HTTP 403",
    fault: "token",
    optional: ["email", "company", "category", "first_name", "last_name"],
  };

  it("by a filter before Callingly closes no gate: the person is called without what they typed", async () => {
    const { posted, willAnswer, add, dial, find, store } = aDialler();
    willAnswer(filtered);
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted[1]).toMatchObject({
      phone_number: "+12125550123",
      first_name: "Unknown",
      crm_id: expect.any(Number),
    });
    expect(await find(lead)).toMatchObject({ state: "placed", leftOut: filtered.optional });
    expect(await store.gates.all()).toEqual([]);
  });

  it("that comes for what nobody typed as well is the account's, and the person keeps their name", async () => {
    const { posted, willAnswer, add, dial, find, store } = aDialler();
    willAnswer(filtered, filtered);
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "account-refused", dueFor: "dial-lead" });
    expect((await find(lead)).leftOut).toBeUndefined();
    expect(await store.gates.all()).toMatchObject([{ on: "access/main", reason: "account-refused" }]);
  });

  it("waits for the next worker when too little time is left, and is then called without it", async () => {
    const { posted, willAnswer, add, dial, find, setTimeLeft, deps } = aDialler();
    willAnswer(without("email"));
    const lead = await add(aWholeLead());
    const measured: number[] = [];
    const impatient: DialDeps = {
      ...deps,
      log: () => {
        if (measured.push(1) === 1) setTimeLeft(0);
      },
    };
    await dialLead(lead.id, impatient);
    expect(posted).toHaveLength(1);
    expect(await find(lead)).toMatchObject({ state: "ready", reason: "field-refused", dueFor: "dial-lead" });
    setTimeLeft(60 * seconds);
    await dial(lead);
    expect(posted[1]).not.toHaveProperty("email");
    expect(await find(lead)).toMatchObject({ state: "placed" });
  });
});
