import { describe, expect, it } from "vitest";
import { atSource, everywhere, inAccount, printsOf } from "../../../../lambda/lead/privacy/suppression.ts";
import { suppressionCheck } from "../../../../lambda/steps/dial-lead/check-suppression.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge } from "../../../fakes/bridge.ts";
import { aLead } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { aWord } from "../../../fakes/suppressions.ts";

const SEED = "a seed for tests";

function aCheck(config: Parameters<typeof aBridge>[0] = {}) {
  const store = memoryStore();
  const asked: string[] = [];
  const { suppressions } = limitedTo("dial-lead", store, { used: (right) => void asked.push(right) });
  const seeds = async () => {
    asked.push("the key");
    return [SEED];
  };
  return { store, suppressionOf: suppressionCheck(suppressions, seeds, aBridge(config)), asked: () => asked.splice(0) };
}

describe("the look at the list of those who are not called", () => {
  it("costs one read while the list is empty, shared by leads that are dialled side by side, and no key", async () => {
    const { suppressionOf, asked } = aCheck();
    expect(await suppressionOf(aLead())).toBeUndefined();
    expect(asked()).toEqual(["dial-lead Query suppressed"]);
    await Promise.all(Array.from({ length: 20 }, () => suppressionOf(aLead())));
    expect(asked().length).toBeLessThanOrEqual(2);
  });

  it("costs a read for the phone and one for the e-mail address from the first word on", async () => {
    const { store, suppressionOf, asked } = aCheck();
    await store.suppressions.add(aWord());
    const read = "dial-lead Query suppressed";
    expect(await suppressionOf(aLead())).toBeUndefined();
    expect(asked()).toEqual([read, "the key", read, read]);
    expect(await suppressionOf(aLead({ email: "" }))).toBeUndefined();
    expect(asked()).toEqual(["the key", read]);
  });

  const phone = "+12125550123";
  const sources = {
    website: { connector: "html-form", account: "main", team: 1, group: "solar" },
    landing: { connector: "html-form", account: "main", team: 1, group: "solar" },
    roofs: { connector: "html-form", account: "main", team: 1, group: "roofs" },
  };
  it.each([
    [everywhere, true],
    [inAccount("main"), true],
    [inAccount("another"), false],
    [atSource("website"), true],
    [atSource("landing"), true],
    [atSource("roofs"), false],
    [atSource("gone"), false],
  ])("finds a word for %s about a lead of the website: %s", async (scope, isFound) => {
    const { store, suppressionOf } = aCheck({ sources });
    const [entry] = printsOf(SEED, { phones: [phone], emails: [] });
    await store.suppressions.add(aWord({ ...entry, scope }));
    expect((await suppressionOf(aLead({ phone }))) !== undefined).toBe(isFound);
    expect(await suppressionOf(aLead({ phone: "+12125550124" }))).toBeUndefined();
  });

  it("passes over a word that was taken back", async () => {
    const { store, suppressionOf } = aCheck();
    const word = aWord({ ...printsOf(SEED, { phones: [phone], emails: [] })[0] });
    await store.suppressions.add(word);
    await store.archive.lift(word, { at: word.since, by: "Pat" });
    expect(await suppressionOf(aLead({ phone }))).toBeUndefined();
  });
});
