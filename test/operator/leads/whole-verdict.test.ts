import { describe, expect, it } from "vitest";
import { printsOf } from "../../../lambda/lead/privacy/suppression.ts";
import { rules } from "../../../lambda/lead/rules/index.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { verdictText } from "../../../operator/cli/views/verdict.ts";
import { configuredOnly, readFacts } from "../../../operator/leads/read-facts.ts";
import { wholeVerdict } from "../../../operator/leads/whole-verdict.ts";
import { verdictJson } from "../../../operator/shapes/verdict.ts";
import { aBridge } from "../../fakes/bridge.ts";
import { aLead, fromNoon, hours, noon } from "../../fakes/leads.ts";
import { rangBefore } from "../../fakes/rang-before.ts";
import { aWord } from "../../fakes/suppressions.ts";

const sources = { website: { connector: "html-form", account: "main", team: 19230, hours: "conservative" } } as const;
const lead = aLead({ phone: "+18505550123" });
const bridge = aBridge({ sources });
const whole = wholeVerdict(lead, bridge, configuredOnly(lead, bridge), noon);

it("the whole verdict names every rule, and each rule of calling hours at each place with its source", () => {
  const text = verdictText(whole);
  expect(text).toMatch(/callingHours +later/);
  expect(text).toContain("calling hours, pack conservative: it is Mon 07:00 in America/Chicago (the area code 850)");
  expect(text).toContain("next: 2026-06-15 13:00:00 UTC, Mon 08:00 in America/Chicago, Mon 09:00 in America/New_York");
  expect(text).toMatch(
    /us-fl +no +Mon 07:00 in America\/Chicago .*Fla\. Stat\. 501\.616.*verified, checked 2026-11-28/,
  );
  expect(text).toMatch(/us-fl +yes +Mon 08:00 in America\/New_York/);
});

it("the whole verdict is told to scripts with the moment", () => {
  expect(verdictJson(whole)).toMatchObject({
    rules: expect.arrayContaining([
      {
        rule: "callingHours",
        says: "later",
        reason: "outside-hours",
        at: "2026-06-15T13:00:00.000Z",
        by: "sources.website.hours: conservative; us-federal, us-fl",
      },
    ]),
    calling_hours: { pack: "conservative", verdict: "later", next_at: "2026-06-15T13:00:00.000Z" },
  });
});

describe("the whole verdict of a lead at a stage", () => {
  const SEED = "a seed for tests";
  const asked = { ...lead, person: { ...lead.person, phone: "+18505550123" } };

  function aStage(store = memoryStore(), config: Parameters<typeof aBridge>[0] = { sources }) {
    const at = aBridge(config);
    const stage = {
      store,
      suppressionSeeds: async () => [SEED],
      callinglyFor: async () => undefined,
      now: () => noon,
    };
    const judge = async () => wholeVerdict(asked, at, await readFacts(asked, at, stage), noon);
    const ruleNamed = async (name: string) => (await judge()).rules.find(({ rule }) => rule === name);
    return { store, stage, judge, ruleNamed };
  }

  it("knows what every rule says, and what each goes by", async () => {
    const { judge } = aStage();
    const words = (await judge()).rules;
    expect(words.map(({ rule }) => rule)).toEqual(rules.map(({ name }) => name));
    expect(words.filter(({ says, by }) => says === undefined || by === "")).toEqual([]);
  });

  it("shows the word on the list by which the dialler would end it, and writes nothing", async () => {
    const { store, ruleNamed } = aStage();
    const [entry] = printsOf(SEED, { phones: ["+18505550123"], emails: [] });
    await store.suppressions.add(aWord({ ...entry }));
    expect(await ruleNamed("suppressed")).toMatchObject({
      says: "never",
      reason: "opted-out",
      by: "the list: asked by a form or program (website) on 2026-06-15 12:00:00 UTC, for all",
    });
    expect(await store.suppressions.begun()).toEqual([]);
  });

  it("counts the attempts that the dialler counts", async () => {
    const { store, ruleNamed } = aStage();
    for (const ago of [-20, -3, -2]) await rangBefore(store, "+18505550123", ago * hours);
    expect(await ruleNamed("attempts")).toMatchObject({
      says: "later",
      reason: "called-too-often",
      at: fromNoon(4 * hours).toISOString(),
      by: expect.stringMatching(/^us-fl: 3 in 24 hours; rung 3 times: 2026-06-14 16:00:00 UTC, /),
    });
  });

  it("reads the do-not-call file, and leaves a provider to the dial, with what it last said", async () => {
    const inFile = { website: { ...sources.website, scrub: ["dnc-file" as const] } };
    expect(await aStage(memoryStore(), { sources: inFile }).ruleNamed("scrubbed")).toMatchObject({
      says: "held",
      reason: "dnc-file-missing",
      by: "sources.website.scrub: dnc-file",
    });
    const asking = { website: { ...sources.website, scrub: [{ url: "https://scrub.example.com/look-up" }] } };
    const { stage } = aStage(memoryStore(), { sources: asking });
    const at = aBridge({ sources: asking });
    const silent = { at: noon.toISOString(), state: "held", reason: "scrub-unreachable" } as const;
    const waits = { ...asked, history: [...asked.history, silent] };
    const { rules: words } = wholeVerdict(waits, at, await readFacts(waits, at, stage), noon);
    expect(words.find(({ rule }) => rule === "scrubbed")).toMatchObject({
      says: undefined,
      by: "scrub.example.com is asked just before the dial; on 2026-06-15T12:00:00.000Z it did not say",
    });
  });

  it("says what could not be read, and shows the rest", async () => {
    const { store, stage } = aStage();
    await store.suppressions.add(aWord());
    const at = aBridge({ sources });
    const barred = { ...stage, suppressionSeeds: () => Promise.reject(new Error("AccessDenied")) };
    const { rules: words } = wholeVerdict(asked, at, await readFacts(asked, at, barred), noon);
    expect(words.filter(({ says }) => says === undefined)).toEqual([
      expect.objectContaining({ rule: "suppressed", by: expect.stringContaining("could not be read") }),
    ]);
  });

  it("without one, says that a stage can tell", () => {
    const unknown = whole.rules.filter(({ says }) => says === undefined);
    expect(unknown.map(({ rule }) => rule)).toEqual([
      "stopped",
      "booking",
      "token",
      "suppressed",
      "attempts",
      "scrubbed",
    ]);
    expect(new Set(unknown.map(({ by }) => by))).toEqual(
      new Set(["only the table of a stage can tell: name it by --stage"]),
    );
  });
});

it("the whole verdict says when it rings that asked for an hour at which the hours there are closed", () => {
  const asking = {
    ...aLead({ phone: "+12125550123" }),
    asked: { text: "tomorrow at 11 pm", said: noon.toISOString() },
  };
  const found = wholeVerdict(asking, bridge, configuredOnly(asking, bridge), noon);
  expect(verdictText(found)).toMatch(/it rings 2026-06-17 1[23]:00:00 UTC, Wed 0[89]:00 in America\/New_York/);
  expect(verdictJson(found).called).toMatchObject({ says: "later", reason: "outside-hours" });
  expect(found.rules.find(({ rule }) => rule === "askedTime")?.at).toBe("2026-06-17T03:00:00.000Z");
});
