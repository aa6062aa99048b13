import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, it } from "vitest";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { commandsOf, described } from "./command-table.ts";

const runbook = readFileSync(join(import.meta.dirname, "../../RUNBOOK.md"), "utf8");

/** What stands behind `bridge`, on a line of its own or within a sentence. */
const typed = [...runbook.matchAll(/^bridge (.+)$|`bridge ([^`]+)`/gm)].map(([, line, inline]) =>
  (line ?? inline ?? "").replace(/\s+#.*/, "").trim(),
);

it("is full of commands", () => {
  expect(typed.length).toBeGreaterThan(20);
});

it.each([...new Set(typed)])("tells to type what the command line takes: bridge %s", async (line) => {
  const program = described();
  let taken: Command | undefined;
  for (const command of commandsOf(program).values()) {
    command.configureOutput({ writeErr: (text) => expect.fail(text) }).action(() => {
      taken = command;
    });
  }
  await program.parseAsync(line.split(/\s+/), { from: "user" });
  expect(taken?.options.map(({ long }) => long)).toEqual(expect.arrayContaining(["--stage", "--json"]));
});

it("names reasons that leads and calls can have", () => {
  const rows = [...runbook.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`([\w-]+)`/g)]);
  expect(rows.length).toBeGreaterThan(10);
  for (const [, reason] of rows) expect(Object.keys(reasonWords)).toContain(reason);
});
