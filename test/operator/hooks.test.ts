import { describe, expect, it } from "vitest";
import type { Hook, Hooks } from "../../lambda/connectors/contract/hooks.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";
import { armHooks, type HooksOf, hooksIn } from "../../operator/crms/hooks.ts";
import { checkHooks } from "../../operator/doctor/hooks.ts";
import { listSources } from "../../operator/sources/list-sources.ts";
import type { Stage } from "../../operator/stage/stage.ts";
import { aStage, config } from "./stage.ts";

/** What a CRM's subscriptions come to for an operator; the CRM's own part of it is a list of this test. */

const contacts = { connector: "hubspot", account: "main", team: 1, report: ["hubspot"] };
const stageWith = (settings: Record<string, unknown> = {}, secrets: object = {}): Stage =>
  aStage({ config: { ...config, sources: { ...config.sources, quotes: { ...contacts, settings } } }, secrets });

const addressOf = async (stage: Stage, source = "quotes") =>
  (await listSources(stage)).find((each) => each.source === source)?.url ?? "";

/** A CRM with these subscriptions. */
function aCrm(subscribed: readonly Partial<Hook>[], change: Partial<Hooks> = {}) {
  const shown: Hook[] = subscribed.map((hook, index) => ({
    ...{ id: String(index + 1), event: "contact.add", address: "", sends: true, state: "Verified" },
    ...hook,
  }));
  const done: string[] = [];
  const hooks: Hooks = {
    needed: (settings) =>
      settings === undefined || !("stopOn" in Object(settings)) ? ["contact.add"] : ["contact.add", "contact.delete"],
    look: async () => shown,
    rearm: async (_crm, hook) => {
      done.push(`rearm ${hook.id}`);
      const armed = { ...hook, sends: true, state: "Verified" };
      shown.splice(
        shown.findIndex(({ id }) => id === hook.id),
        1,
        armed,
      );
      return armed;
    },
    subscribe: async (_crm, { event, address }) => {
      done.push(`subscribe ${event}`);
      const made = { id: String(shown.length + 1), event, address, sends: true, state: "Verified" };
      shown.push(made);
      return made;
    },
    ...change,
  };
  const hooksOf: HooksOf = (connector) => (connector === "hubspot" ? hooks : undefined);
  return { hooksOf, done };
}

const statuses = async (stage: Stage, subscribed: readonly Partial<Hook>[]) =>
  (await hooksIn(stage, "hubspot", aCrm(subscribed).hooksOf))?.map(({ event, status }) => `${event} ${status}`);

describe("the subscriptions of a CRM to a source", () => {
  it("send, are stopped, or are missing, event by event", async () => {
    const stage = stageWith({ stopOn: "deleted" });
    const address = await addressOf(stage);
    expect(await statuses(stage, [{ address }, { address, event: "contact.delete", sends: false }])).toEqual([
      "contact.add sends",
      "contact.delete stopped",
    ]);
    expect(await statuses(stage, [{ address }])).toEqual(["contact.add sends", "contact.delete missing"]);
    expect(await statuses(stage, [{ address, sends: false }, { address }])).toContain("contact.add sends");
  });

  it("are none of those to another receiver, another source or another event", async () => {
    const stage = stageWith();
    const address = await addressOf(stage);
    const others = [
      { address: "https://elsewhere.example.com/leads/quotes/1" },
      { address: address.replace("quotes", "quotes2") },
      { address: await addressOf(stage, "anything") },
      { address, event: "contact.edit" },
    ];
    expect(await statuses(stage, others)).toEqual(["contact.add missing"]);
  });

  it("get in by the key before as well, and by one that is not in the address, but by no other", async () => {
    const [before, now] = [
      stageWith(),
      stageWith({}, { "source-keys": { seed: "a new seed of letters", previous_seed: "a seed of twenty letters" } }),
    ];
    const [old, current] = [await addressOf(before), await addressOf(now)];
    expect(old).not.toBe(current);
    expect(await statuses(now, [{ address: old }])).toEqual(["contact.add sends"]);
    expect(await statuses(before, [{ address: current }])).toEqual(["contact.add other key"]);
    expect(await statuses(before, [{ address: old.slice(0, old.lastIndexOf("/")) }])).toEqual(["contact.add sends"]);
  });

  it("are armed: what is stopped, missing, or has another key; what sends is left alone", async () => {
    const stage = stageWith({ stopOn: "deleted" });
    const address = await addressOf(stage);
    const stopped = aCrm([{ address, sends: false, state: "Inactive" }]);
    expect(await armHooks(stage, "hubspot", stopped.hooksOf)).toMatchObject([
      { event: "contact.add", status: "sends", state: "Verified" },
      { event: "contact.delete", status: "sends" },
    ]);
    expect(stopped.done).toEqual(["rearm 1", "subscribe contact.delete"]);
    const elsewhere = aCrm([{ address: `${address.slice(0, -3)}abc` }, { address, event: "contact.delete" }]);
    await armHooks(stage, "hubspot", elsewhere.hooksOf);
    expect(elsewhere.done).toEqual(["subscribe contact.add"]);
  });

  it("that a person has to make stay missing", async () => {
    const { subscribe: _, ...hooks } = aCrm([]).hooksOf("hubspot") as Hooks;
    expect(await armHooks(stageWith(), "hubspot", () => hooks)).toMatchObject([{ status: "missing", canArm: false }]);
  });

  it("are not known of a CRM that shows none, and cannot be seen where the CRM refuses", async () => {
    expect(await hooksIn(stageWith(), "demo", aCrm([]).hooksOf)).toBeUndefined();
    const refusing = aCrm([], { look: () => Promise.reject(new RejectedError(403, "The CRM answered 403")) });
    await expect(hooksIn(stageWith(), "hubspot", refusing.hooksOf)).rejects.toThrow(
      "The CRM hubspot does not let its subscriptions be seen or changed: The CRM answered 403",
    );
    const without = stageWith({}, { "crm-credentials": {} });
    await expect(hooksIn(without, "hubspot", aCrm([]).hooksOf)).rejects.toThrow("bridge connect hubspot");
  });
});

describe("bridge doctor", () => {
  const look = async (subscribed: readonly Partial<Hook>[], stage = stageWith({ stopOn: "deleted" })) =>
    (await checkHooks(stage, aCrm(subscribed).hooksOf)).map(({ status, of, found }) => `${status} ${of}: ${found}`);

  it("says by which events a source hears of nothing, and never its key", async () => {
    const stage = stageWith({ stopOn: "deleted" });
    const address = await addressOf(stage);
    const other = { address: `${address.slice(0, -3)}abc`, event: "contact.delete" };
    expect(await look([{ address, sends: false }, other])).toEqual([
      "fault quotes: hubspot has stopped telling it of contact.add: nothing comes.",
      "fault quotes: hubspot tells it of contact.delete with a key that it does not take: nothing gets in.",
    ]);
    expect(await look([])).toEqual([
      "warning quotes: hubspot does not tell it of contact.add, contact.delete: no subscription is there.",
    ]);
    expect(await look([{ address }, { address, event: "contact.delete" }])).toEqual([
      "ok quotes: hubspot tells it of contact.add, contact.delete.",
    ]);
  });

  it("names the command where that can mend it, and the page where a person has to make what is missing", async () => {
    const stage = stageWith({ stopOn: "deleted" });
    const address = await addressOf(stage);
    const { subscribe: _, ...byHand } = aCrm([{ address, sends: false }]).hooksOf("hubspot") as Hooks;
    expect(await checkHooks(stage, () => byHand)).toMatchObject([
      { status: "fault", remedy: "Have it send: bridge crms hooks hubspot --arm" },
      { status: "warning", remedy: "Make it at hubspot, where it takes a person: docs/sources/hubspot.md says how." },
    ]);
    expect(await checkHooks(stage, aCrm([]).hooksOf)).toMatchObject([
      { remedy: "Have it send: bridge crms hooks hubspot --arm" },
    ]);
  });

  it("goes on where the CRM does not show its subscriptions", async () => {
    const stage = stageWith({}, { "crm-credentials": {} });
    expect(await look([], stage)).toEqual([
      expect.stringContaining("skipped hubspot: The CRM hubspot has no credentials"),
    ]);
  });

  it("says nothing where no source's leads are the CRM's records", async () => {
    expect(await look([], aStage())).toEqual([]);
  });
});
