import { describe, expect, it } from "vitest";
import { suppressionCheck } from "../../../../lambda/steps/dial-lead/check-suppression.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aLead, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

function aCheck() {
  const store = memoryStore();
  const asked: string[] = [];
  const { suppressions } = limitedTo("dial-lead", store, { used: (right) => void asked.push(right) });
  const isSuppressed = suppressionCheck(suppressions, async () => {
    asked.push("the key");
    return ["a seed for tests"];
  });
  return { store, isSuppressed, asked: () => asked.splice(0) };
}

describe("the look whether somebody asked to be forgotten", () => {
  it("costs one read while nobody has, shared by leads that are dialled side by side, and no key", async () => {
    const { isSuppressed, asked } = aCheck();
    expect(await isSuppressed(aLead())).toBe(false);
    expect(asked()).toEqual(["dial-lead Query suppressed"]);
    await Promise.all(Array.from({ length: 20 }, () => isSuppressed(aLead())));
    expect(asked().length).toBeLessThanOrEqual(2);
  });

  it("costs a read more for the phone and one for the e-mail address from the first wish on", async () => {
    const { store, isSuppressed, asked } = aCheck();
    const wish = {
      print: "of somebody else",
      account: "main",
      of: "phone",
      since: noon.toISOString(),
      by: "Robin",
    } as const;
    await store.archive.suppress(wish);
    const read = "dial-lead GetItem suppressed";
    expect(await isSuppressed(aLead())).toBe(false);
    expect(asked()).toEqual(["dial-lead Query suppressed", "the key", read, read]);
    expect(await isSuppressed(aLead({ email: "" }))).toBe(false);
    expect(asked()).toEqual(["dial-lead Query suppressed", "the key", read]);
  });
});
