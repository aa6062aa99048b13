import { describe, expect, it } from "vitest";
import { askedGate, type Gate, gateOn, isClosed, unclearGate } from "../../../../lambda/lead/gates.ts";
import { keepGates } from "../../../../lambda/steps/dial-lead/reopen-gates.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog } from "../../../fakes/bridge.ts";
import { minutes, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

function aKeeper() {
  const { gates } = limitedTo("dial-lead", memoryStore());
  const clock = aClock(noon);
  const asked: string[] = [];
  const world = { answers: false, token: "old", fresh: [] as boolean[] };
  const answer = async <T>(question: string, value: T): Promise<T> => {
    asked.push(question);
    if (!world.answers) throw new Error("refused");
    return value;
  };
  return {
    gates,
    clock,
    asked,
    world,
    keep: () =>
      keepGates({
        bridge: aBridge(),
        gates,
        callinglyFor: async (_account, options) => {
          world.fresh.push(options?.fresh === true);
          return {
            tokenPrint: world.token,
            listTeams: () => answer("teams", []),
            getTeam: (id) => answer(`team ${id}`, {} as never),
          };
        },
        now: clock.now,
        log: aLog(),
      }),
  };
}

const ofToken = askedGate({ on: gateOn.token("main"), reason: "token-refused", account: "main", token: "old" }, noon);
const ofTeam = askedGate(
  { on: gateOn.team("main", 19230), reason: "team-unknown", account: "main", team: 19230 },
  noon,
);

describe("a closed gate", () => {
  it("is not asked about before its time", async () => {
    const { gates, asked, world, keep } = aKeeper();
    world.answers = true;
    await gates.close(ofTeam);
    await keep();
    expect(asked).toEqual([]);
    expect(await gates.all()).toEqual([ofTeam]);
  });

  it("F34: opens when Callingly knows the team again", async () => {
    const { gates, clock, asked, world, keep } = aKeeper();
    await gates.close(ofTeam);
    clock.pass(minutes);
    await keep();
    expect((await gates.all())[0]).toMatchObject({ tries: 1 });
    expect((await gates.all())[0]).not.toHaveProperty("token");
    world.answers = true;
    clock.pass(minutes);
    await keep();
    expect(asked).toEqual(["team 19230", "team 19230"]);
    expect(await gates.all()).toEqual([]);
  });

  it("F31: is asked about at once when the secret holds another token, read past the cache", async () => {
    const { gates, asked, world, keep } = aKeeper();
    await gates.close(ofToken);
    await keep();
    expect(asked).toEqual([]);
    Object.assign(world, { answers: true, token: "new" });
    await keep();
    expect(asked).toEqual(["teams"]);
    expect(world.fresh).toEqual([true, true]);
    expect(await gates.all()).toEqual([]);
  });

  it("stays closed when the new token is refused too, and remembers that one", async () => {
    const { gates, asked, world, keep } = aKeeper();
    await gates.close(ofToken);
    world.token = "wrong";
    await keep();
    await keep();
    expect(asked).toEqual(["teams"]);
    expect((await gates.all())[0]).toMatchObject({ token: "wrong", tries: 1 });
  });

  it("F52: lets calls through again when Callingly answers, and keeps in mind how often it failed", async () => {
    const { gates, clock, world, keep } = aKeeper();
    const gate = { on: gateOn.service("main"), account: "main" };
    await gates.close(unclearGate(gate, unclearGate(gate, undefined, noon), noon));
    clock.pass(minutes);
    await keep();
    expect(isClosed((await gates.all())[0] as Gate, clock.now())).toBe(true);
    world.answers = true;
    clock.pass(5 * minutes);
    await keep();
    const [ajar] = await gates.all();
    expect(isClosed(ajar as Gate, clock.now())).toBe(false);
    expect(ajar?.tries).toBe(2);
  });

  it("of an account that is configured no more is taken away", async () => {
    const { gates, keep } = aKeeper();
    await gates.close({ ...ofToken, account: "gone" });
    await keep();
    expect(await gates.all()).toEqual([]);
  });

  it("that a person closed is left to a person", async () => {
    const { gates, clock, world, keep } = aKeeper();
    world.answers = true;
    const pause: Gate = { on: gateOn.everything, reason: "paused", closedAt: noon.toISOString(), tries: 0 };
    await gates.close(pause);
    clock.pass(1000 * minutes);
    await keep();
    expect(await gates.all()).toEqual([pause]);
  });
});
