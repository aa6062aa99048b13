import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalServer } from "../../lib/program/serve.ts";
import type { Stage } from "../../operator/stage/stage.ts";
import { espocrm } from "../../stand-ins/crms/espocrm.ts";
import { type DemoKeap, keap } from "../../stand-ins/crms/keap.ts";
import type { DemoCrm } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { serveCrm } from "../fakes/crm-server.ts";
import { bridge } from "./command-line.ts";
import { aStage, config } from "./stage.ts";

/** A CRM that stops its subscriptions, over its socket. */

let server: LocalServer;
let crm: DemoKeap;
let answering: DemoCrm;
beforeAll(async () => {
  server = await serveCrm((request) => answering.answer(request));
});
afterAll(() => server.close());

function aStageWithHooks(): Stage {
  crm = keap.play(() => kept(undefined));
  answering = crm;
  const contacts = { connector: "keap", account: "main", team: 1, report: ["keap"], settings: { stopOn: "deleted" } };
  return aStage({
    description: { crmBaseUrls: { keap: server.url } },
    secrets: { "crm-credentials": { keap: { token: crm.credentials.token } } },
    config: {
      ...config,
      crms: { ...config.crms, keap: { connector: "keap", settings: { ownerId: "1" } } },
      sources: { ...config.sources, contacts },
    },
  });
}
const type = (stage: Stage, line: string) => bridge(["crms", "hooks", ...line.split(" ")], { stage });

describe("bridge crms hooks", () => {
  it("shows what is missing, makes it, and has it send again once the CRM has stopped it", async () => {
    const stage = aStageWithHooks();
    const missing = await type(stage, "keap");
    expect(missing.code).toBe(1);
    expect(missing.out).toMatch(/^contacts +contact\.add +missing/m);
    expect(missing.out).toContain("bridge crms hooks keap --arm");
    const made = await type(stage, "keap --arm");
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^contacts +contact\.delete +sends +Verified$/m);
    crm.stopHooks();
    const stopped = await type(stage, "keap");
    expect(stopped.code).toBe(1);
    expect(stopped.out).toMatch(/^contacts +contact\.add +stopped: it sends nothing +Inactive$/m);
    const { json } = await type(stage, "keap --arm --json");
    expect(json()).toEqual({
      crm: "keap",
      ok: true,
      hooks: ["contact.add", "contact.delete"].map((event) => ({
        source: "contacts",
        event,
        status: "sends",
        state: "Verified",
      })),
    });
  });

  it("names the page where a person has to make what is missing, and no command that cannot", async () => {
    answering = espocrm.play(() => kept(undefined));
    const settings = { url: "https://crm.example.com", ownerId: "66710000000000ada" };
    const stage = aStage({
      description: { crmBaseUrls: { espo: server.url } },
      secrets: { "crm-credentials": { espo: answering.credentials } },
      config: {
        ...config,
        crms: { ...config.crms, espo: { connector: "espocrm", settings } },
        sources: { ...config.sources, espo: { connector: "espocrm", account: "main", team: 1, report: ["espo"] } },
      },
    });
    for (const line of ["espo", "espo --arm"]) {
      const { code, out } = await type(stage, line);
      expect(code).toBe(1);
      expect(out).toMatch(/^espo +Lead\.create +missing/m);
      expect(out).toContain("Make it at espo, where it takes a person: docs/sources/espocrm.md says how.");
      expect(out).not.toContain("--arm");
    }
  });

  it("shows no address, as the source's key stands in it", async () => {
    const stage = aStageWithHooks();
    await type(stage, "keap --arm");
    for (const line of ["keap", "keap --json"]) expect((await type(stage, line)).out).not.toContain("leads/contacts");
  });

  it("says that a CRM shows none, or is none", async () => {
    const stage = aStageWithHooks();
    expect(await type(stage, "demo")).toMatchObject({
      code: 2,
      notes: expect.stringContaining("demo shows no subscriptions to the bridge. It sends no leads by itself"),
    });
    const { notes } = await type(stage, "hubspot");
    expect(notes).toContain("Its page, docs/sources/hubspot.md, says how they are made");
    expect((await type(stage, "nobody")).code).toBe(2);
  });
});
