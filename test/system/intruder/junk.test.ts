import { describe, expect, it } from "vitest";
import { minutes } from "../../fakes/leads.ts";
import { behindAForm } from "./behind-a-form.ts";

/** What a stranger with a public form's key can cause outside the bridge, by leads that never ring. */

const ip = "93.184.215.14";
const tens = Array.from({ length: 60 }, (_, index) => index);
const hub = {
  crms: { demo: { connector: "webhook", settings: { url: "https://crm.example.com/results" } } },
};
const refused = { kind: "refused", status: 422, message: "no", fault: "lead" } as const;

/** Each way in which a lead can come to an end, or wait, without a call of its own. */
const kinds: Record<string, (index: number) => Record<string, string>> = {
  "with numbers of no plan": (index) => ({ phone: `+1 212 155 ${1000 + index}`, email: `v${index}@example.com` }),
  "for one phone, under ever other addresses": (index) => ({ phone: "(212) 555-0123", email: `v${index}@example.com` }),
  "for three phones": (index) => ({ phone: `(212) 555-010${index % 3}`, email: `v${index}@example.com` }),
  "to numbers that Callingly refuses": (index) => ({
    phone: `(212) 555-${2000 + index}`,
    email: `v${index}@a.example`,
  }),
  "with ever other numbers": (index) => ({ phone: `(212) 555-${1000 + index}`, email: `v${index}@example.com` }),
  "to numbers abroad": (index) => ({ phone: `+4420794609${10 + index}`, email: `v${index}@example.com` }),
  "for who was forgotten": (index) => ({ phone: `(212) 555-${3000 + index}`, email: `v${index}@example.com` }),
};

describe("leads that a stranger sends through a public form", () => {
  const crms = ["with records", "that takes whatever comes"];
  const worst = crms.flatMap((crm) => Object.entries(kinds).map(([which, body]) => [which, crm, body] as const));

  it.each(worst)("F92: %s write into a CRM %s no more often than so many may be called", async (_, crm, body) => {
    const crmHasRecords = crm === "with records";
    const limits = { perVisitor: 5 };
    const website = { connector: "html-form", account: "main", team: 1, report: ["demo"], limits };
    const form = behindAForm({ ...hub, sources: { website } }, { crmHasRecords });
    for (const index of tens) {
      form.refuses(`+1212555${2000 + index}`, refused);
      form.forgets(`+1212555${3000 + index}`);
      await form.post({ name: `Bot ${index}`, ...body(index) }, { ip });
    }
    await form.work();
    expect(form.store.allLeads()).toHaveLength(60);
    expect(form.rung.length).toBeLessThanOrEqual(5);
    expect(form.crm.made.length).toBeLessThanOrEqual(5);
    expect(form.crm.written.length).toBeLessThanOrEqual(5);
    // A day later everybody is reminded of, and what a rule held has gone stale.
    form.clock.pass(25 * 60 * minutes);
    await form.work();
    expect(form.crm.written.length).toBeLessThanOrEqual(5);
  });

  it("F92: from many places, and gone stale together, are told to a CRM up to the source's limit", async () => {
    const form = behindAForm({
      ...hub,
      policies: { staleAfterHours: 1 },
      sources: {
        website: { connector: "html-form", account: "main", team: 1, report: ["demo"], limits: { perHour: 7 } },
      },
    });
    for (const index of tens) {
      await form.post({ name: "Bot", phone: `(212) 555-${1000 + index}` }, { ip: `93.184.${index}.14` });
    }
    form.clock.pass(90 * minutes);
    await form.work();
    expect(form.states()).toEqual(tens.map(() => "held stale"));
    expect(form.store.allCalls()).toHaveLength(7);
  });

  it("F92: through a vendor's form stop at its limit as well, and touch no record unless somebody was called", async () => {
    const plugin = { connector: "elementor", account: "main", team: 1, report: ["demo"], limits: { perHour: 7 } };
    const form = behindAForm({ ...hub, sources: { website: plugin } });
    for (const index of tens) {
      const phone = index < 30 ? `+1 212 155 ${1000 + index}` : `(212) 555-${1000 + index}`;
      await form.post({ name: `Bot ${index}`, phone, email: `v${index}@example.com` });
    }
    await form.work();
    expect(form.store.allLeads()).toHaveLength(60);
    expect(form.rung.length).toBeLessThanOrEqual(7);
    expect(form.crm.written.length).toBe(form.rung.length);
  });

  it("F92: make no record in a CRM, and touch none, unless somebody was called", async () => {
    const form = behindAForm(hub);
    await form.post({ name: "Mallory", phone: "+1 212 155 1000", email: "big@customer.example" }, { ip });
    await form.work();
    expect(form.states()).toEqual(["held invalid-phone"]);
    expect(form.crm).toEqual({ made: [], written: [] });
    await form.post({ name: "Dana", phone: "(212) 555-0123", email: "dana@example.com" }, { ip });
    await form.work();
    expect(form.crm.made).toHaveLength(1);
    expect(form.crm.written).toHaveLength(1);
  });

  it.each(Object.entries(kinds))(
    "F92: %s wait for a person no longer than two weeks, and are stripped",
    async (_, body) => {
      const form = behindAForm(hub);
      for (const index of tens) {
        form.refuses(`+1212555${2000 + index}`, refused);
        form.forgets(`+1212555${3000 + index}`);
        await form.post({ name: `Bot ${index}`, ...body(index) }, { ip });
      }
      const rungAfter = async (days: number) => {
        form.clock.pass(days * 24 * 60 * minutes);
        await form.work();
        return form.rung.length;
      };
      const rung = await rungAfter(0);
      for (let day = 0; day < 15; day += 1) expect(await rungAfter(1)).toBe(rung);
      expect(form.states().filter((is) => is.startsWith("held") || is.startsWith("ready"))).toEqual([]);
      expect(await rungAfter(91)).toBe(rung);
      for (const { person } of form.store.allLeads()) expect(person).toEqual({});
    },
  );
});
