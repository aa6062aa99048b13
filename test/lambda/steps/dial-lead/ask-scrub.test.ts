import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { exchangeWith } from "../../../../lambda/lead/do-not-call-file.ts";
import type { OutgoingRequest, Sent } from "../../../../lambda/runtime/http-client.ts";
import { type ScrubDeps, scrubCheck } from "../../../../lambda/steps/dial-lead/ask-scrub.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog } from "../../../fakes/bridge.ts";
import { aLead, days, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const url = "https://scrub.example.com/look-up";
const LISTED = "+12125550123";

function aScrub(scrub: readonly ("dnc-file" | { url: string })[]) {
  const memory = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const asked: OutgoingRequest[] = [];
  let answer: Sent = { kind: "answered", status: 200, headers: {}, body: '{"allow":true}', truncated: false };
  let key: string | undefined = "a-key-of-the-provider";
  const sources = { website: { connector: "html-form", account: "main", team: 1, scrub: [...scrub] } };
  const deps: ScrubDeps = {
    bridge: aBridge({ sources }),
    doNotCall: limitedTo("dial-lead", memory).doNotCall,
    keyOf: async () => key,
    send: async (request) => {
      asked.push(request);
      return answer;
    },
    now: clock.now,
    log,
  };
  const imports = (asOf: Date) =>
    memory.archive.importDoNotCall(
      { areaCode: "212", asOf: asOf.toISOString().slice(0, 10), numbers: 1, importedAt: noon.toISOString(), by: "Pat" },
      new Map([["555", exchangeWith(undefined, [{ line: 123, isIn: true }])]]),
      true,
    );
  return {
    asked,
    log,
    clock,
    imports,
    ask: (phone = "+12125550124") => scrubCheck(deps)(aLead({ phone })),
    willAnswer: (sent: Sent) => {
      answer = sent;
    },
    loseKey: () => {
      key = undefined;
    },
  };
}

const said = (status: number, body: string): Sent => ({
  kind: "answered",
  status,
  headers: {},
  body,
  truncated: false,
});

describe("the do-not-call file", () => {
  it("is asked for by no source that does not name it", async () => {
    expect(await aScrub([]).ask(LISTED)).toBe("clear");
  });

  it("says who is in it, and lets others be called as long as it is not older than 31 days", async () => {
    const { ask, imports, clock } = aScrub(["dnc-file"]);
    await imports(noon);
    expect([await ask(LISTED), await ask(), await ask("+12125560123")]).toEqual(["dnc-listed", "clear", "clear"]);
    clock.pass(30 * days);
    expect(await ask()).toBe("clear");
    clock.pass(2 * days);
    expect([await ask(LISTED), await ask()]).toEqual(["dnc-listed", "dnc-file-missing"]);
  });

  it("can say nothing of an area code that was not imported, nor of a number abroad", async () => {
    const { ask, imports } = aScrub(["dnc-file"]);
    expect(await ask()).toBe("dnc-file-missing");
    await imports(noon);
    expect(await ask("+13105550123")).toBe("dnc-file-missing");
    expect(await ask("+442079460123")).toBe("clear");
  });
});

describe("a scrub provider", () => {
  it("is asked by a signed request, and its word counts", async () => {
    const { ask, asked, willAnswer } = aScrub([{ url }]);
    expect(await ask(LISTED)).toBe("clear");
    const [{ headers = {}, body = "", ...request } = { url: "" }] = asked;
    expect(request).toMatchObject({ method: "POST", url, timeoutMs: 2_000 });
    expect(JSON.parse(body)).toEqual({ phone: LISTED, source: "website", account: "main" });
    const signed = createHmac("sha256", "a-key-of-the-provider").update(`${headers["x-bridge-timestamp"]}.${body}`);
    expect(headers["x-bridge-signature"]).toBe(`sha256=${signed.digest("hex")}`);
    willAnswer(said(200, '{"allow":false}'));
    expect(await ask(LISTED)).toBe("scrub-denied");
  });

  it.each([
    ["does not answer", { kind: "ambiguous", reason: "timeout" }],
    ["is not there", { kind: "not-sent", reason: "ECONNREFUSED" }],
    ["fails", said(500, '{"allow":true}')],
    ["sends elsewhere", said(302, "")],
    ["says neither yes nor no", said(200, '{"allow":"yes"}')],
    ["says something else", said(200, "<html>")],
  ] as const)("that %s has nobody called", async (_, sent) => {
    const { ask, willAnswer, log } = aScrub([{ url }]);
    willAnswer(sent);
    expect(await ask(LISTED)).toBe("scrub-unreachable");
    expect(JSON.stringify(log.lines)).not.toContain("5550123");
  });

  it("is not asked without a key to sign with, nor about a number that a list before it has", async () => {
    const { ask, asked, loseKey, imports } = aScrub(["dnc-file", { url }]);
    await imports(noon);
    expect(await ask(LISTED)).toBe("dnc-listed");
    loseKey();
    expect(await ask()).toBe("scrub-unreachable");
    expect(asked).toEqual([]);
  });
});
