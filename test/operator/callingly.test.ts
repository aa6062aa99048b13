import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callinglyClient } from "../../lambda/callingly/client.ts";
import { endpoints } from "../../operator/callingly/endpoints.ts";
import { demoTeamId } from "../../stand-ins/callingly/seed.ts";
import { type RunningCallingly, startCallingly } from "../../stand-ins/callingly/start.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, type StageParts } from "./stage.ts";

/** Every endpoint of Callingly from the command line, against the stand-in over its socket. */

let callingly: RunningCallingly;
beforeAll(async () => {
  callingly = await startCallingly({ port: 0 });
});
afterAll(() => callingly.close());
beforeEach(() => callingly.core.reset());

const on = (parts: StageParts = {}) => ({ stage: aStage({ callinglyUrl: callingly.url, ...parts }) });
const type = (line: string, typed: Parameters<typeof bridge>[1] = {}) =>
  bridge(["callingly", ...line.split(" ")], { ...on(), ...typed });

const ring = [
  ...["callingly", "calls", "create", "--team-id", String(demoTeamId), "--phone-number", "+12025550123"],
  ...["--first-name", "Grace", "--last-name", "Lake"],
];

describe("bridge callingly", () => {
  it("has a command for every endpoint of the client", () => {
    // eachCall pages through listCalls.
    const methods = Object.keys(callinglyClient({} as never)).filter((name) => name !== "eachCall");
    const used = new Set<string>();
    const client = new Proxy({} as never, {
      get: (_, name) => {
        used.add(String(name));
        return async () => undefined;
      },
    });
    for (const endpoint of endpoints) endpoint.run(client, ["1", "2"], {});
    expect([...used].sort()).toEqual(methods.sort());
  });

  it("lists the teams with the ids that a source names", async () => {
    const { code, out } = await type("teams list");
    expect(code).toBe(0);
    expect(out).toBe(["id     name", "19230  Sales", ""].join("\n"));
  });

  it("prints for scripts what the client read", async () => {
    expect((await type("teams list --json")).json()).toMatchObject([
      { id: "19230", account_id: "11001", name: "Sales" },
    ]);
    expect((await type("teams agents 19230 --json")).json()).toMatchObject([
      { name: "Ada Fields" },
      { name: "Ben Marsh" },
    ]);
  });

  it("shows one thing field by field", async () => {
    const { out } = await type("teams get 19230");
    expect(out).toMatch(/^call_mode +simultaneous$/m);
    expect(out).toMatch(/^is_record +yes$/m);
  });

  it("asks before it changes anything, and changes nothing without a yes", async () => {
    const no = await bridge(["callingly", "teams", "create", "--name", "Night"], { ...on(), answers: [false] });
    expect(no).toMatchObject({ code: 1, out: "Nothing was done.\n" });
    expect(no.questions).toEqual(["Account main of the stand-in: nobody is called. Creates a team name=Night?"]);
    expect((await type("teams list --json")).json()).toHaveLength(1);

    const yes = await bridge(["callingly", "teams", "create", "--name", "Night"], { ...on(), answers: [true] });
    expect(yes.code).toBe(0);
    expect((await type("teams list --json")).json()).toHaveLength(2);
  });

  it("creates, changes and deletes an agent", async () => {
    const made = await bridge(
      [..."callingly agents create --fname Eve --lname Moor --phone-number +12025550177 --yes --json".split(" ")],
      on(),
    );
    const { id } = made.json<{ id: string }>();
    await type(`agents update ${id} --donotdisturb yes --yes`);
    const agents = (await type("agents list --json")).json<{ id: string; donotdisturb: boolean }[]>();
    expect(agents.find((agent) => agent.id === id)).toMatchObject({ donotdisturb: true });
    expect((await type(`agents delete ${id} --yes`)).out).toBe("Done.\n");
    expect((await type("agents list --json")).json()).toHaveLength(2);
  });

  it("takes lists, and a schedule as it prints one", async () => {
    await type("teams set-agents 19230 --agents 27002 --yes");
    expect((await type("teams agents 19230 --json")).json()).toHaveLength(1);
    const { out } = await type("agents schedule 27001 --json");
    const closed = JSON.stringify(JSON.parse(out).slice(0, 1));
    await bridge(["callingly", "agents", "set-schedule", "27001", "--schedule", closed, "--yes"], on());
    expect((await type("agents schedule 27001 --json")).json()).toMatchObject([{ day: 0 }]);
  });

  it("says whom a call rings and asks, before it rings once", async () => {
    const no = await bridge(ring, { ...on(), answers: [false] });
    expect(no.questions[0]).toContain("The team 19230 is rung, and then Grace Lake at +12025550123.");
    expect(callingly.core.rings).toHaveLength(0);

    const yes = await bridge([...ring, "--json"], { ...on(), answers: [true] });
    expect(yes.json()).toMatchObject({ outcome: "placed", call_id: expect.stringMatching(/^\d+$/) });
    expect(callingly.core.rings).toMatchObject([{ phone_number: "+12025550123", by: "create" }]);
  });

  it("never repeats a call whose fate nobody knows", async () => {
    callingly.core.faults.add({ method: "POST", path: "/v1/calls", commit: "before", reply: "reset" });
    const { code, out } = await bridge([...ring, "--yes"], on());
    expect(code).toBe(1);
    expect(out).toContain("Nobody knows whether it was done");
    expect(callingly.core.requests.filter(({ path }) => path === "/v1/calls")).toHaveLength(1);
    expect(callingly.core.rings).toHaveLength(1);
  });

  it("says what Callingly refused, and sends a text only after a yes", async () => {
    const refused = await bridge([...ring.slice(0, 4), "99999", ...ring.slice(5), "--yes"], on());
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining("Refused, nothing was done") });
    const sms = "callingly sms send --phone-number +12025550123 --sms-number +16465550101 --message Hello".split(" ");
    const { questions } = await bridge(sms, { ...on(), answers: [false] });
    expect(questions[0]).toContain("+16465550101 sends to +12025550123: “Hello”. Send it now?");
  });

  it("names the remedy when the token is missing or wrong", async () => {
    const missing = await bridge(["callingly", "teams", "list"], on({ secrets: { "callingly-tokens": {} } }));
    expect(missing).toMatchObject({
      code: 2,
      notes: expect.stringContaining("bridge secrets set callingly-tokens main"),
    });
    const wrong = await bridge(
      ["callingly", "teams", "list"],
      on({ secrets: { "callingly-tokens": { main: "old" } } }),
    );
    expect(wrong).toMatchObject({ code: 2, notes: expect.stringContaining("The token was refused") });
    expect(wrong.notes).not.toContain("old");
  });

  it("wants to know which account, when there are several", async () => {
    const accounts = { main: {}, second: {} };
    const { code, notes } = await bridge(["callingly", "teams", "list"], on({ config: { ...config, accounts } }));
    expect({ code, notes }).toEqual({
      code: 2,
      notes: "The configuration has several accounts. Say which: --account, one of main, second.\n",
    });
    const secrets = { "callingly-tokens": { main: "wrong", second: callingly.token } };
    const named = ["callingly", "teams", "list", "--account", "second"];
    expect((await bridge(named, on({ config: { ...config, accounts }, secrets }))).code).toBe(0);
  });

  it.each([
    ["teams get abc", "abc is no id of Callingly"],
    ["calls list --start yesterday", "--start: write a day as 2026-06-15"],
    ["teams update 19230 --yes", "Say what shall change"],
    ["webhooks create --name x --event lead_gone --target-url https://x.example.com", "--event:"],
    ["teams create", "required option '--name <value>'"],
  ])("refuses %s with a word", async (line, words) => {
    expect(await type(line)).toMatchObject({ code: 2, notes: expect.stringContaining(words) });
  });
});
