import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../lambda/store/memory.ts";
import { Problem } from "../../lib/program/problem.ts";
import { bridgeProgram } from "../../operator/cli/program.ts";
import { placeNamed, places } from "../../operator/console/places.ts";
import { aLead, noon } from "../fakes/leads.ts";
import { bridge, type Typed } from "./command-line.ts";
import { aConsoleUser } from "./console/console-user.ts";
import { aStage } from "./stage.ts";

/** Commands that open the console at what they would have printed. */

const lead = aLead({ phone: "+12065550100" });

/** Types a command whose console ends with the first thing that it prints. @returns that */
async function opened(words: string): Promise<{ readonly printed: string; readonly notes: string }> {
  const store = memoryStore();
  await store.leads.add(lead);
  let printed = "";
  const program: Typed["program"] = (cli) =>
    bridgeProgram({
      ...cli,
      terminal: {
        ...cli.terminal,
        print(text) {
          printed = text;
          throw new Problem("The test has seen enough.");
        },
      },
    });
  const { notes } = await bridge(words.split(" "), { stage: aStage({ store, now: noon }), program });
  return { printed, notes };
}

describe("--web", () => {
  it.each([
    [`leads show ${lead.id}`, `leads/${lead.id}`],
    ["leads show +12065550100", `leads/${lead.id}`],
    ["leads list", "waiting"],
    ["leads list --reason stale --source website", "waiting?reason=stale&source=website"],
    ["leads list --all --since 7d", "leads?since=7d"],
    ["leads list --state failed --account main", "leads?state=failed&account=main"],
    ["review --source website", "review?source=website"],
    ["results list --reason crm-refused", "results?reason=crm-refused"],
    ["gates", "gates"],
    ["today --by team", "today?by=team"],
    ["today", "today"],
    ["sources", "sources"],
    ["sources --show website", "sources/website"],
    ["doctor", "doctor"],
    ["sources --refused", "sources"],
    ["crms list", "crms"],
  ])("opens for %s the console at %s, and prints its address for scripts", async (words, place) => {
    const { printed } = await opened(`${words} --web --json`);
    const { url } = JSON.parse(printed);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console\/.*#[\w-]{43}$/);
    expect(url.replace(/^.*?\/console\//, "").replace(/#.*$/, "")).toBe(place);
  });

  it("says what is wrong before anything is opened", async () => {
    expect((await opened("sources --show shop --web --json")).notes).toContain("shop");
    expect((await opened("doctor --web --ring-me +12025550100 --json")).notes).toContain("Give --web or --ring-me");
  });
});

describe("what the console's pages show is at the terminal", () => {
  it("bridge crms list: the CRMs, who is told of calls, and what lets the bridge in", async () => {
    const { out, code } = await bridge(["crms", "list"], { stage: aStage() });
    expect(code).toBe(0);
    expect(out).toMatch(/hubspot +\S+ +anything +nobody +complete/);
    const user = await aConsoleUser({ stage: aStage() });
    const listed = (await bridge(["crms", "list", "--json"], { stage: aStage() })).json();
    expect(await user.answer("crms", {})).toEqual({ crms: listed });
    await user.close();
  });

  it("bridge sources --refused: what was refused within a day, with what to do; on this machine each request", async () => {
    const store = memoryStore();
    const stage = aStage({ store, now: noon });
    expect((await bridge(["sources", "--refused"], { stage })).out).toBe("Nothing was refused within a day.\n");
    await store.sourceHours.note({ source: "website", at: noon, refusals: { 401: 3 } });
    const { out } = await bridge(["sources", "--refused"], { stage });
    expect(out).toMatch(/website +401 +3 +a wrong key or signature\. Compare the address/);
    const door = createServer((request, response) => {
      const knock = {
        at: noon.toISOString(),
        source: "website",
        status: 401,
        why: "The key is wrong",
        next: "Copy it anew",
      };
      response.end(JSON.stringify(request.url === "/api/refused" ? [knock] : []));
    });
    await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
    const address = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const local = await bridge(["sources", "--refused", "--local", address], { stage });
    expect(local.out).toMatch(/2026-06-15 12:00:00 UTC +website +401 +The key is wrong\. Copy it anew/);
    door.close();
  });
});

describe("bridge console --open", () => {
  it("opens it at a page, at one thing on it, or at what a filter shows", async () => {
    for (const place of ["waiting", `leads/${lead.id}`, "leads?state=failed"]) {
      const { printed } = await opened(`console --json --open ${place}`);
      expect(JSON.parse(printed).url).toContain(`/console/${place}#`);
    }
  });

  it.each(["wating", "../session", "leads/../x", "leads#x", "waiting?x=<y>", ""])("knows no page %j", async (place) => {
    expect(() => placeNamed(place)).toThrow(/The console has no page/);
    expect((await opened(`console --json --open ${place || "=x"}`)).notes).toContain("It has: today, leads,");
  });

  it("knows every page that the console shows", () => {
    const listed = readFileSync(new URL("../../console/pages/index.ts", import.meta.url), "utf8");
    const paths = [...listed.matchAll(/path: "\/console\/([a-z]+)"/g)].map(([, path]) => path);
    const withoutWay = ["stand-in", "find"];
    expect(paths.filter((path) => !withoutWay.includes(path ?? "")).sort()).toEqual([...places].sort());
  });
});
