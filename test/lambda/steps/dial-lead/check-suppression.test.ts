import { describe, expect, it } from "vitest";
import { keyOf } from "../../../../lambda/lead/keys.ts";
import { atSource, everywhere, inAccount, printsOf } from "../../../../lambda/lead/privacy/suppression.ts";
import { suppressionCheck } from "../../../../lambda/steps/dial-lead/check-suppression.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge } from "../../../fakes/bridge.ts";
import { aLead, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { aWord } from "../../../fakes/suppressions.ts";

const SEED = "a seed for tests";

type Config = NonNullable<Parameters<typeof aBridge>[0]>;

function aCheck(config: Config = {}) {
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
  const client = { connector: "html-form", account: "agency", team: 9, group: "solar" };
  const sources = {
    website: { connector: "html-form", account: "main", team: 1, group: "solar" },
    landing: { connector: "html-form", account: "main", team: 1, group: "solar" },
    roofs: { connector: "html-form", account: "main", team: 1, group: "roofs" },
    client,
  };

  async function isMet(scope: string, door: string, today: NonNullable<Config["sources"]>): Promise<boolean> {
    const { store, suppressionOf } = aCheck({ sources: today });
    const [entry] = printsOf(SEED, { phones: [phone], emails: [] });
    await store.suppressions.add(aWord({ ...entry, scope }));
    expect(await suppressionOf(aLead({ phone: "+12125550124" }))).toBeUndefined();
    const { account } = today[door] ?? {};
    return (
      (await suppressionOf(aLead({ phone }, { door: { ...website, source: door, account: account ?? "main" } }))) !==
      undefined
    );
  }
  const solar = { account: "main", groups: ["group/solar"] };
  /** As releases wrote it that kept the source alone. */
  const formerly = (source: string) => keyOf("source", source);
  const { website: _, ...without } = sources;
  /** The group of the website has another name today. */
  const grouped = (group: string) => ({
    ...sources,
    website: { ...sources.website, group },
    landing: { ...sources.landing, group },
  });
  const gone = (group: string) => ({ ...without, landing: { ...sources.landing, group } });

  it.each([
    [everywhere, true],
    [inAccount("main"), true],
    [inAccount("agency"), false],
    [inAccount("retired"), true],
    [atSource("website", solar), true],
    [atSource("landing", solar), true],
    [atSource("roofs", { account: "main", groups: ["group/roofs"] }), false],
    [formerly("website"), true],
    [formerly("landing"), true],
    [formerly("roofs"), false],
    [formerly("gone"), true],
  ])("finds a word for %s about a lead of the website: %s", async (scope, isFound) => {
    expect(await isMet(scope, "website", sources)).toBe(isFound);
  });

  it.each([
    ["was taken away", "landing", without, true],
    ["was taken away, for another business", "roofs", without, false],
    ["was taken away, for another account's", "client", without, false],
    ["has another name", "web", { ...without, web: sources.website }, true],
    ["is another business's", "landing", { ...sources, website: { ...sources.website, group: "roofs" } }, true],
    ["is another business's, for that", "roofs", { ...sources, website: { ...sources.website, group: "roofs" } }, true],
    ["is of the same group under another name", "landing", grouped("sun"), true],
    ["is of the same group under another name, for others", "roofs", grouped("sun"), false],
    ["is gone with its group's name, so that nobody knows whose it was", "landing", gone("sun"), true],
    ["is gone with its group's name, for the rest of the account", "roofs", gone("sun"), true],
    ["is gone with its group's name, for another account", "client", gone("sun"), false],
  ])("binds as it was said when its source %s: at %s", async (_what, door, today, isFound) => {
    expect(await isMet(atSource("website", solar), door, today)).toBe(isFound);
  });

  it("binds all whose account is gone, as its business may be anybody's now", async () => {
    const said = atSource("former", { account: "retired", groups: ["group/solar"] });
    expect(await isMet(said, "roofs", sources)).toBe(true);
  });

  it("binds the teams to which routes may have led a lead of its source", async () => {
    const plain = {
      website: { connector: "html-form", account: "main", team: 1 },
      roofs: { connector: "html-form", account: "main", team: 2 },
      lawns: { connector: "html-form", account: "main", team: 3 },
    };
    const routes = [{ when: { source: "website", category: "roof" }, team: 2 }];
    const business = aBridge({ sources: plain, routes }).businessOf("website");
    expect(business).toEqual({ account: "main", groups: ["team/1", "team/2"] });
    const { website: _, ...left } = plain;
    const said = atSource("website", business ?? solar);
    expect(await isMet(said, "roofs", left)).toBe(true);
    expect(await isMet(said, "lawns", left)).toBe(false);
  });

  it("passes over a word that was taken back", async () => {
    const { store, suppressionOf } = aCheck();
    const word = aWord({ ...printsOf(SEED, { phones: [phone], emails: [] })[0] });
    await store.suppressions.add(word);
    await store.archive.lift(word, { at: word.since, by: "Pat" });
    expect(await suppressionOf(aLead({ phone }))).toBeUndefined();
  });
});
