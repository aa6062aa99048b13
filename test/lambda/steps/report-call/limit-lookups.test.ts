import { describe, expect, it, vi } from "vitest";
import type { Call } from "../../../../lambda/lead/call/call.ts";
import { hinted } from "../../../../lambda/lead/call/hint.ts";
import { refOf } from "../../../../lambda/lead/identity.ts";
import { limitLookups, noLooksYet } from "../../../../lambda/steps/report-call/limit-lookups.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock } from "../../../fakes/bridge.ts";
import { minutes, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { refFor, tokenPrint } from "../../../fakes/refs.ts";

const OURS = refFor({ acceptId: "drawn" });

/** Hints from outside about calls that a ref of ours names, or that nobody knows. */
async function aProcess(store = memoryStore(), clock = aClock(noon), name = "") {
  const take = vi.spyOn(store.quotas, "take");
  const looks = noLooksYet();
  let hints = 0;
  const look = (ref?: number) => {
    hints += 1;
    const hint = {
      account: "main",
      callId: `${name}${hints}`,
      digest: "d",
      hearsay: true,
      at: noon,
      ...(ref && { ref }),
    };
    return limitLookups(hinted(undefined, hint) as Call, {
      bridge: aBridge(),
      callinglyFor: async () => ({ tokenPrint }),
      store: limitedTo("report-call", store),
      looks,
      now: clock.now,
    });
  };
  return { store, clock, take, look };
}
const counted = (answers: readonly string[], what: string) => answers.filter((answer) => answer === what).length;

describe("looks at what was hinted from outside", () => {
  it("cost no write while they are few", async () => {
    const { look, take } = await aProcess();
    for (let count = 0; count < 5; count += 1) expect(await look(OURS)).toBe("now");
    for (let count = 0; count < 60; count += 1) expect(await look()).toBe("now");
    expect(take).not.toHaveBeenCalled();
  });

  it("are twenty about a lead and six hundred about strangers in ten minutes, of one process", async () => {
    const { look, clock } = await aProcess();
    const about = async (ref?: number) => {
      const answers: string[] = [];
      for (let count = 0; count < 700; count += 1) answers.push(await look(ref));
      return answers;
    };
    const lead = await about(OURS);
    expect([counted(lead, "now"), counted(lead, "later")]).toEqual([20, 680]);
    const strangers = await about();
    expect([counted(strangers, "now"), counted(strangers, "never")]).toEqual([600, 100]);
    clock.pass(10 * minutes);
    expect(await look(OURS)).toBe("now");
  });

  it("are strangers' where the ref was not made with the account's token", async () => {
    const { look } = await aProcess();
    const answers: string[] = [];
    for (let count = 0; count < 700; count += 1)
      answers.push(await look(refOf({ acceptId: "drawn" }, "another token")));
    expect([counted(answers, "now"), counted(answers, "never")]).toEqual([600, 100]);
  });

  it("are few more for each further process", async () => {
    const first = await aProcess();
    const second = await aProcess(first.store, first.clock, "9");
    const answers: string[] = [];
    for (let count = 0; count < 700; count += 1) answers.push(await first.look(), await second.look());
    expect(counted(answers, "now")).toBe(60 + 60 + 540);
  });
});
