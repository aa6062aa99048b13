import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { reasonWords } from "../../lambda/lead/reasons.ts";

const runbook = readFileSync(join(import.meta.dirname, "../../RUNBOOK.md"), "utf8");

const commands: Readonly<Record<string, readonly string[]>> = {
  doctor: [],
  review: [],
  leads: ["list", "show", "redial", "cancel", "release", "forget", "export"],
  results: ["list", "retry"],
  pause: [],
  resume: [],
  replay: [],
  secrets: ["list", "set", "rotate"],
  sources: [],
  send: [],
};

it("tells to type what the command line knows", () => {
  const typed = [...runbook.matchAll(/^bridge (.+)$|`bridge ([^`]+)`/gm)].map(
    ([, line, inline]) => line ?? inline ?? "",
  );
  expect(typed.length).toBeGreaterThan(20);
  for (const [command = "", next = ""] of typed.map((words) => words.split(/\s+/))) {
    expect(Object.keys(commands)).toContain(command);
    const verbs = commands[command] ?? [];
    if (verbs.length > 0) expect(verbs).toContain(next);
  }
});

it("names reasons that leads and calls can have", () => {
  const rows = [...runbook.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`([\w-]+)`/g)]);
  expect(rows.length).toBeGreaterThan(10);
  for (const [, reason] of rows) expect(Object.keys(reasonWords)).toContain(reason);
});
