import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalServer } from "../../lib/program/serve.ts";
import { agentsOf } from "../../operator/crms/agents.ts";
import { settingFor } from "../../operator/crms/owners.ts";
import { checkOwners } from "../../operator/doctor/owners.ts";
import type { Stage } from "../../operator/stage/stage.ts";
import { hubspot } from "../../stand-ins/crms/hubspot.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { serveCrm } from "../fakes/crm-server.ts";
import { bridge } from "./command-line.ts";
import { aStage, config } from "./stage.ts";

/** HubSpot, whose one user is ada.fields@example.com, over its socket; Callingly's answers are the test's. */

let server: LocalServer;
let token = "";
let showsUsers = true;
beforeAll(async () => {
  const crm = hubspot.play(() => kept(undefined));
  token = crm.credentials.token ?? "";
  server = await serveCrm((request) =>
    !showsUsers && request.path.includes("/owners")
      ? { status: 403, headers: {}, body: Buffer.from("{}") }
      : crm.answer(request),
  );
});
afterAll(() => server.close());

const agent = (id: string, fname: string, lname: string) => ({ id, fname, lname });
const team = [agent("1", "Ada", "Fields"), agent("2", "Ben", "Marsh"), agent("3", "Cleo", "Brook")];
const emails: Readonly<Record<string, string>> = { "1": "Ada.Fields@example.com ", "2": "ben@example.com" };

/** Callingly, whose lists show no address; Cleo has no call yet. */
const callingly = {
  listAgents: async () => team,
  listCalls: async () => ["2", "1", "2"].map((id, at) => ({ id: `c${at}-${id}`, user: { id, fname: "x" } })),
  getCall: async (id: string) => ({ id, user: { id: id.slice(-1), email: emails[id.slice(-1)] } }),
};

const stageWith = (owners: Record<string, string> = {}, accessToken = token): Stage => ({
  ...aStage({
    description: { crmBaseUrls: { hubspot: server.url } },
    secrets: { "crm-credentials": accessToken === "" ? {} : { hubspot: { token: accessToken } } },
    config: { ...config, crms: { ...config.crms, hubspot: { connector: "hubspot", settings: { owners } } } },
  }),
  callinglyFor: async () => callingly as never,
});
const type = (stage: Stage, line: string) => bridge(["crms", "owners", ...line.split(" ")], { stage });

describe("bridge crms owners", () => {
  it("shows who is found by address, whose calls are nobody's, and what to write about it", async () => {
    const { code, out } = await type(stageWith(), "hubspot");
    expect(code).toBe(0);
    expect(out).toMatch(/^Ada Fields +main +ada\.fields@example\.com +71234501 +by the e-mail address$/m);
    expect(out).toMatch(/^Ben Marsh +main +ben@example\.com +nobody's: no user has the address$/m);
    expect(out).toMatch(/^Cleo Brook +main +not known: no call of theirs shows their address yet$/m);
    expect(out).toContain('crms.hubspot.settings: { owners: { "ben@example.com": "ID OF THE USER" } }');
  });

  it("lets the setting go before the address, whatever its case, and shows users whom no agent is", async () => {
    const { out } = await type(stageWith({ "Ada.Fields@Example.com": "9", "ben@example.com": "9" }), "hubspot");
    expect(out).toMatch(/^Ada Fields .* 9 +by the setting `owners`$/m);
    expect(out).toMatch(/^71234501 +ada\.fields@example\.com$/m);
    expect(out).not.toContain("ID OF THE USER");
  });

  it("prints the same for scripts", async () => {
    const { json } = await type(stageWith(), "hubspot --json");
    expect(json()).toMatchObject({
      crm: "hubspot",
      agents: [
        { name: "Ada Fields", by: "address", owner_id: "71234501" },
        { name: "Ben Marsh", by: "nobody", owner_id: null },
        { name: "Cleo Brook", by: "unknown", email: null },
      ],
      users_of_no_agent: [],
      setting: expect.stringContaining("ben@example.com"),
    });
  });

  it("says what is missing: credentials, the right to see users, owners altogether, the CRM", async () => {
    expect((await type(stageWith({}, ""), "hubspot")).notes).toContain("`bridge connect hubspot`");
    showsUsers = false;
    expect((await type(stageWith(), "hubspot")).notes).toMatch(/does not show its users \(The CRM answered 403/);
    showsUsers = true;
    expect((await type(stageWith(), "demo")).notes).toContain("Calls have no owner in demo");
    expect((await type(stageWith(), "other")).notes).toContain('no CRM "other"');
  });
});

describe("bridge doctor", () => {
  it("warns of agents whose calls are nobody's, and of no others", async () => {
    expect(await checkOwners(stageWith())).toEqual([
      {
        check: "owners",
        of: "hubspot",
        status: "warning",
        found: "The calls of 1 agent have no owner there: Ben Marsh.",
        unnamed: "The calls of 1 agent have no owner there.",
        remedy: expect.stringContaining('owners: { "ben@example.com": "ID OF THE USER" }'),
      },
    ]);
    expect(await checkOwners(stageWith({ "ben@example.com": "9" }))).toMatchObject([{ status: "ok" }]);
    expect(await checkOwners(stageWith({}, ""))).toEqual([]);
  });
});

describe("an agent's address", () => {
  it("is asked for once for each agent, and found by name where a list says no id", async () => {
    const asked: string[] = [];
    const found = await agentsOf(
      {
        listAgents: async () => team,
        listCalls: async () => [
          { id: "c1", user: { name: "ben marsh" } },
          { id: "c2", user: { name: "Ben Marsh" } },
        ],
        getCall: async (id: string) => {
          asked.push(id);
          return { user: { email: "ben@example.com" } };
        },
      } as never,
      "main",
    );
    expect(asked).toEqual(["c1"]);
    expect(found.map(({ email }) => email)).toEqual([undefined, "ben@example.com", undefined]);
    expect(settingFor("hubspot", [])).toBeUndefined();
  });
});
