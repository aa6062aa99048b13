import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { withdrawn } from "../../../lambda/lead/privacy/suppression.ts";
import { held } from "../../../lambda/lead/states.ts";
import { changeLead } from "../../../lambda/store/change.ts";
import { hours, minutes } from "../../fakes/leads.ts";
import { behindAForm } from "./behind-a-form.ts";

/** What an earlier lead under somebody's phone and e-mail address can do to the person, or tell about them. */

const mallory = { ip: "93.184.215.14" };
const home = { ip: "203.0.113.9" };
const bob = { name: "Bob Marsh", phone: "(212) 555-0199", email: "bob@example.com" };
const BOB = "+12125550199";
const refused = (fault: "lead" | "request") => ({ kind: "refused", status: 422, message: "no", fault }) as const;

const onlyLead = ({ store }: ReturnType<typeof behindAForm>): Lead => store.allLeads()[0] as Lead;

describe("a public form", () => {
  it("F94: answers who sends it the same, whether somebody sent it before or not", async () => {
    const form = behindAForm();
    const first = await form.post(bob, home);
    await form.work();
    const again = await form.post(bob, mallory);
    const inOtherWords = await form.post({ ...bob, name: "Mallory" }, mallory);
    const elsewhere = await behindAForm().post(bob, mallory);
    expect([again, inOtherWords, elsewhere]).toEqual([first, first, first]);
    expect(form.rung).toEqual([BOB]);
  });

  it("F94: shows a browser the same page", async () => {
    const form = behindAForm();
    const headers = { accept: "text/html", "sec-fetch-mode": "navigate" };
    const pages = [await form.page(bob, { ...home, headers }), await form.page(bob, { ...mallory, headers })];
    expect(pages[0]).toEqual(pages[1]);
  });
});

describe("a lead that a stranger left under somebody's phone and e-mail address", () => {
  /** Ten numbers that nobody has use up the stranger's places; what comes then is held and rings nobody. */
  async function parked() {
    const form = behindAForm();
    for (let index = 0; index < 10; index += 1) {
      await form.post({ name: "X", phone: `(212) 555-${1000 + index}` }, mallory);
    }
    await form.work();
    await form.post({ ...bob, name: "X" }, mallory);
    await form.work();
    expect(form.states(bob.email)).toEqual(["held crowded-visitor"]);
    return form;
  }

  it("F92: and that came with very many gives way to the person, who is rung at once", async () => {
    const form = await parked();
    await form.post(bob, home);
    const waiting = form.store.allLeads().find(({ person }) => person.email === bob.email);
    expect(waiting).toMatchObject({ state: "ready", wakes: "dial-lead" });
    await form.work();
    expect(form.rung.filter((phone) => phone === BOB)).toHaveLength(1);
    expect(form.store.allLeads().find(({ person }) => person.email === bob.email)).toMatchObject({
      state: "completed",
      person: { firstName: "Bob", lastName: "Marsh" },
    });
  });

  it("F92: gets no further by the stranger's own repeats", async () => {
    const form = await parked();
    const lead = () => form.store.allLeads().find(({ person }) => person.email === bob.email);
    for (let index = 0; index < 20; index += 1) await form.post({ ...bob, name: `X${index}` }, mallory);
    const { revision } = lead() ?? {};
    for (let index = 20; index < 30; index += 1) await form.post({ ...bob, name: `X${index}` }, mallory);
    await form.work();
    // Nor is it written for each of them, which would keep everybody else from writing it.
    expect(lead()).toMatchObject({ state: "held", reason: "crowded-visitor", revision });
    expect(form.rung).not.toContain(BOB);
  });

  it("F92: and of which Callingly refuses a word gives way to the person's own words", async () => {
    const form = behindAForm();
    form.refuses(BOB, refused("request"));
    await form.post({ ...bob, name: "X" }, mallory);
    await form.work();
    expect(form.states()).toEqual(["held request-refused"]);
    form.takes(BOB);
    await form.post(bob, home);
    await form.work();
    expect(form.rung).toEqual([BOB]);
  });

  it("F92: and that the bridge failed on gives way to the person's own words", async () => {
    const form = behindAForm();
    await form.post({ ...bob, name: "X" }, mallory);
    await changeLead(form.store.leads, onlyLead(form).id, (lead) =>
      held(lead, "quarantined", form.clock.now(), { for: "person" }),
    );
    await form.post(bob, home);
    await form.work();
    expect(form.rung).toEqual([BOB]);
  });

  it("F92: makes nobody ask Callingly more often than so many may be called, however often it is repeated", async () => {
    const form = behindAForm();
    for (const fault of ["request", "lead"] as const) {
      form.refuses(BOB, refused(fault));
      for (let index = 0; index < 20; index += 1) {
        await form.post({ ...bob, name: `X${index}` }, mallory);
        await form.work();
      }
    }
    expect(form.asked.length).toBeLessThanOrEqual(10);
  });

  it("is no repeat where it went stale in a pause, for the person is there now", async () => {
    const form = behindAForm();
    await form.post({ ...bob, name: "X" }, mallory);
    form.clock.pass(13 * hours);
    await form.work();
    expect(form.states()).toEqual(["held stale"]);
    await form.post(bob, home);
    await form.work();
    expect(form.rung).toEqual([BOB]);
  });
});

describe("a repeat of a lead that ended without a ring", () => {
  it("waits for a person where a person had cancelled it, and says how to end that", async () => {
    const form = behindAForm();
    await form.post(bob, home);
    await form.decide(onlyLead(form).id, { kind: "cancel" });
    form.clock.pass(20 * minutes);
    await form.post(bob, home);
    await form.work();
    expect(form.states()).toEqual(["held asked-again"]);
    expect(form.rung).toEqual([]);
    expect(onlyLead(form).history.map(({ state }) => state)).toEqual(["ready", "cancelled", "held"]);
    // Once it waits, there is nothing that a further repeat could add.
    await form.post(bob, home);
    await form.work();
    expect(onlyLead(form).history).toHaveLength(3);
    await form.decide(onlyLead(form).id, { kind: "release" });
    await form.work();
    expect(form.rung).toEqual([BOB]);
  });

  it("is swallowed where the sender says by its key that it is the same request", async () => {
    const form = behindAForm();
    const headers = { "idempotency-key": "once" };
    await form.post(bob, { source: "anything", headers });
    await form.decide(onlyLead(form).id, { kind: "cancel" });
    const { answer } = await form.post(bob, { source: "anything", headers });
    await form.work();
    expect(answer.status).toBe("duplicate");
    expect(form.states()).toEqual(["cancelled decided"]);
  });

  it("rings who was forgotten, and may be called again because they said so", async () => {
    const form = behindAForm();
    await form.post(bob, home);
    const { id } = onlyLead(form);
    await changeLead(form.store.leads, id, (lead) => withdrawn(lead, "Robin", form.clock.now()));
    form.forgets(BOB);
    await form.post(bob, home);
    await form.work();
    await form.post(bob, home);
    await form.work();
    expect(form.states()).toEqual(["suppressed forgotten-before"]);
    expect(form.rung).toEqual([]);
    form.allows(BOB);
    form.clock.pass(13 * hours);
    await form.post(bob, home);
    await form.work();
    expect(form.rung).toEqual([BOB]);
    expect(form.states()).toEqual(["completed"]);
  });

  it("is tried anew where Callingly had refused the phone", async () => {
    const form = behindAForm();
    form.refuses(BOB, refused("lead"));
    await form.post(bob, home);
    await form.work();
    expect(form.states()).toEqual(["failed phone-refused"]);
    form.takes(BOB);
    await form.post(bob, home);
    await form.work();
    expect(form.rung).toEqual([BOB]);
  });

  it("stays swallowed while the first one waits, rings or has rung", async () => {
    const form = behindAForm();
    await form.post(bob, home);
    await form.post(bob, home);
    await form.work();
    for (let repeat = 0; repeat < 3; repeat += 1) {
      form.clock.pass(1 * hours);
      await form.post(bob, home);
      await form.work();
    }
    expect(form.rung).toEqual([BOB]);
    await form.decide(onlyLead(form).id, { kind: "call-again" });
    await form.decide(onlyLead(form).id, { kind: "cancel" });
    await form.post(bob, home);
    await form.work();
    expect(form.states()).toEqual(["cancelled decided"]);
  });
});
