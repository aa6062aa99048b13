import { describe, expect, it } from "vitest";
import { parked } from "../../../../lambda/lead/call/call.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import type { Mail } from "../../../../lambda/lead/morning-mail.ts";
import * as states from "../../../../lambda/lead/states.ts";
import { type MailDeps, morningMailer } from "../../../../lambda/steps/reconcile/send-morning-mail.ts";
import { changeCall } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { mailRights } from "../../../../lib/table-rights.ts";
import { aClock, aLog } from "../../../fakes/bridge.ts";
import { aLead, days, fromNoon, hours, minutes, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const main = { name: "main", timeZone: "America/New_York" };

function aMorning({ hour = 8, accounts = [main] } = {}) {
  const store = memoryStore();
  // Eight in the morning in New York.
  const clock = aClock(noon);
  const mails: Mail[] = [];
  const worker = (changes: Partial<MailDeps> = {}) =>
    morningMailer({
      accounts,
      store: limitedTo("reconcile", store, { also: mailRights }),
      stage: "prod",
      hour,
      publish: async (mail) => void mails.push(mail),
      now: clock.now,
      log: aLog(),
      ...changes,
    });
  return { store, clock, mails, worker };
}

describe("the mail of the morning", () => {
  it("goes out once a day, from its hour on, however many workers are at it", async () => {
    const { clock, mails, worker } = aMorning();
    const [one, other] = [worker(), worker()];
    clock.pass(-minutes);
    await one();
    expect(mails).toEqual([]);
    for (let minute = 0; minute < 600; minute += 30) {
      clock.pass(30 * minutes);
      await Promise.all([one(), other(), worker()()]);
    }
    expect(mails).toHaveLength(1);
    clock.pass(days);
    await Promise.all([one(), other()]);
    expect(mails).toHaveLength(2);
  });

  it("comes later that day where nobody was there at its hour", async () => {
    const { clock, mails, worker } = aMorning();
    clock.pass(5 * hours);
    await worker()();
    expect(mails).toHaveLength(1);
  });

  it("is sent by the next worker when one died over it, or the topic refused it", async () => {
    const { clock, mails, worker } = aMorning();
    const failing = worker({
      publish: async () => {
        throw new Error("AccessDenied");
      },
    });
    await expect(failing()).rejects.toThrow("AccessDenied");
    await worker()();
    expect(mails).toEqual([]);
    clock.pass(3 * minutes);
    await worker()();
    await worker()();
    expect(mails).toHaveLength(1);
  });

  it("is given up for the day after five tries, so that a missing right fails no more than that", async () => {
    const { clock, worker } = aMorning();
    let tries = 0;
    const refused = worker({
      publish: async () => {
        tries += 1;
        throw new Error("AccessDenied");
      },
    });
    for (let minute = 0; minute < 60; minute += 1) {
      await refused().catch(() => undefined);
      clock.pass(minutes);
    }
    expect(tries).toBe(5);
  });

  it("says yesterday by source, and what needs a person with the command that ends it, and names nobody", async () => {
    const { store, mails, worker } = aMorning();
    const came = fromNoon(-20 * hours);
    const person = aLead({ phone: "+12125550123" }, { at: came });
    const dialling = states.claimed(person, "d", 7, fromNoon(-20 * hours + 3 * seconds)) as Lead;
    const placed = states.dialled(
      dialling,
      "d",
      { kind: "placed", callId: "1" } as never,
      fromNoon(-20 * hours + 4 * seconds),
    );
    const news = { callId: "1", outcome: "contacted", final: true } as const;
    await store.leads.add(states.folded(placed as Lead, news, fromNoon(-19 * hours)) as Lead);
    const waits = aLead({}, { at: came });
    await store.leads.add(states.held({ ...waits, source: "partner" }, "stale", noon, { for: "person" }) as Lead);
    await store.leads.add(
      states.held(aLead({}, { at: fromNoon(-3 * days) }), "token-refused", noon, { for: "rule" }) as Lead,
    );
    await store.leads.add(aLead({}, { at: fromNoon(-minutes) }));
    await store.calls.hint({ account: "main", callId: "9", digest: "d", at: noon });
    await changeCall(store.calls, { account: "main", callId: "9" }, (call) => parked(call, "crm-refused", "no", noon));
    await worker()();
    const [{ subject, text } = { subject: "", text: "" }] = mails;
    expect(subject).toBe("callingly-bridge prod: 2 came, 1 rung, 3 need you");
    expect(text).toContain("Yesterday (2026-06-14 in America/New_York), stage prod:");
    expect(text).toMatch(/ 2 {2}came: .*\n +1 {2}rung: .*\n +1 {2}reached: /);
    expect(text).toContain("half within 4.2 s");
    expect(text).toContain("partner: 1 came, 0 rung, 0 reached\n  website: 1 came, 1 rung, 1 reached");
    expect(text).toMatch(/1 lead: The lead waited too long.*\n {4}bridge leads release --reason stale/);
    expect(text).toMatch(/1 lead: Callingly refused our token.*\n {4}bridge replay --reason token-refused/);
    expect(text).toMatch(/1 result: The CRM refused the result.*\n {4}bridge replay --reason crm-refused/);
    expect(text).toContain("In the browser: bridge console --stage prod --open waiting");
    const { phone, email, lastName } = person.person;
    for (const secret of [phone, email, lastName, person.id]) expect(subject + text).not.toContain(secret);
    // As SNS asks for: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    expect(subject).toMatch(/^[A-Za-z0-9][ -~]{0,98}$/);
  });

  it("says so where nobody came and nothing needs a person", async () => {
    const { mails, worker } = aMorning();
    await worker()();
    expect(mails[0]?.subject).toBe("callingly-bridge prod: 0 came, 0 rung, nothing needs you");
    expect(mails[0]?.text).toContain("Nothing needs you.");
    expect(mails[0]?.text).toContain("In the browser: bridge console --stage prod --open today");
  });
});
