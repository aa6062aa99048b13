import { describe, expect, it } from "vitest";
import { ORIGIN_HEADER, originCheck } from "../../../lambda/steps/check-origin.ts";
import { aLog, aRequest } from "../../fakes/bridge.ts";

/** Something stands before the door, and says a word. */
function aDoor({ isRequired = true, words = ["today", "yesterday"] as readonly string[] | Error } = {}) {
  const log = aLog();
  const reached: string[] = [];
  const state = { words };
  const asked: boolean[] = [];
  const refused: string[] = [];
  const wordsOf = async ({ newer = false } = {}) => {
    asked.push(newer);
    if (state.words instanceof Error) throw state.words;
    return state.words;
  };
  const door = originCheck({ wordsOf, isRequired, log, refused: () => void refused.push("one") })(async ({ url }) => {
    reached.push(url);
    return { status: 200, headers: { "x-own": "kept" } };
  });
  const send = (word?: string) =>
    door(aRequest("/leads/website/key", { ...(word !== undefined && { headers: { [ORIGIN_HEADER]: word } }) }));
  return { log, reached, state, asked, refused, send };
}

describe("where a word is required", () => {
  it.each([
    ["none", undefined],
    ["an empty one", ""],
    ["a wrong one", "todaz"],
    ["two at once", "guess,today"],
  ])("F97: who brings %s is refused before the step sees the request", async (_, word) => {
    const { send, reached, log, refused } = aDoor();
    await expect(send(word)).rejects.toMatchObject({ status: 403 });
    expect(reached).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(log.lines).toMatchObject([{ level: "warn", event: "origin refused", status: 403 }]);
    if (word) expect(JSON.stringify(log.lines)).not.toContain(word);
  });

  it("F95: the one of today and the one that is being replaced let in, and the answer says which it was", async () => {
    const { send, reached } = aDoor();
    expect(await send("today")).toEqual({ status: 200, headers: { "x-own": "kept", [ORIGIN_HEADER]: "current" } });
    expect(await send("yesterday")).toMatchObject({ headers: { [ORIGIN_HEADER]: "former" } });
    expect(reached).toHaveLength(2);
  });

  it("F95: one that was made a moment ago counts at once, and nobody is asked for who brings none", async () => {
    const { send, asked } = aDoor({ words: ["today"] });
    await expect(send()).rejects.toThrow();
    expect(asked).toEqual([]);
    await expect(send("tomorrow")).rejects.toThrow();
    expect(asked).toEqual([false, true]);
  });

  it("nobody is let in while the word cannot be read, and senders are asked to come again", async () => {
    const { send, reached } = aDoor({ words: new Error("no secret") });
    await expect(send("today")).rejects.toThrow("no secret");
    expect(reached).toEqual([]);
  });
});

describe("where a word is announced", () => {
  it("everybody is let in, and the answer says how they came", async () => {
    const { send, log, refused } = aDoor({ isRequired: false });
    expect(await send()).toMatchObject({ status: 200, headers: { [ORIGIN_HEADER]: "none" } });
    expect(await send("guess")).toMatchObject({ status: 200, headers: { [ORIGIN_HEADER]: "none" } });
    expect(await send("today")).toMatchObject({ status: 200, headers: { [ORIGIN_HEADER]: "current" } });
    expect(log.lines.map(({ event }) => event)).toEqual(["origin missing", "origin missing"]);
    expect(refused).toEqual([]);
  });

  it("no lead is lost for a word that cannot be read", async () => {
    const { send } = aDoor({ isRequired: false, words: new Error("no secret") });
    expect(await send("today")).toMatchObject({ status: 200, headers: { [ORIGIN_HEADER]: "none" } });
  });
});
