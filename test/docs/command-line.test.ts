import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningCallingly, startCallingly } from "../../stand-ins/callingly/start.ts";
import { bridge } from "../operator/command-line.ts";
import { aStage } from "../operator/stage.ts";
import { commandsOf, described, withTable } from "./command-table.ts";

/** docs/command-line.md says what the program is, and shows what it prints. */

const page = readFileSync(new URL("../../docs/command-line.md", import.meta.url), "utf8");
const program = described();
const commands = commandsOf(program);

let callingly: RunningCallingly;
beforeAll(async () => {
  callingly = await startCallingly({ port: 0 });
});
afterAll(() => callingly.close());

/** What stands behind `bridge` or `npm run bridge --` anywhere on the page. */
const typed = [...page.matchAll(/(?:npm run (?:--silent )?bridge --|`bridge) ([a-z][^`\n]*)/g)].map(([, line = ""]) =>
  (line.split(/\s+#|;/)[0] ?? "").trim(),
);

const examples = [...page.matchAll(/```console\n\$ npm run --silent bridge -- ([^\n]*)\n(.*?)```/gs)].map(
  ([, command = "", output = ""]) => ({ command, output }),
);

describe("docs/command-line.md", () => {
  it("has every command with its description, and no other (npm run docs:commands)", () => {
    expect(page).toBe(withTable(page, program));
  });

  it("speaks of every group of commands", () => {
    const groups = new Set([...commands.keys()].map((path) => path.split(" ")[0]));
    for (const group of groups) expect(page, group).toMatch(new RegExp(`^## .*\`${group}\``, "m"));
  });

  it.each(typed)("shows a command and options that there are: %s", (line) => {
    const words = line.split(" ");
    // The last of those that it begins with: `sources` begins `sources add` as well.
    const path = [...commands.keys()].findLast((one) => line === one || line.startsWith(`${one} `));
    const isGroup = [...commands.keys()].some((one) => one.startsWith(`${words[0]} `) || one === words[0]);
    expect(path !== undefined || isGroup, line).toBe(true);
    const known = path === undefined ? [] : (commands.get(path)?.options ?? []).map(({ long }) => long);
    for (const option of words.filter((word) => word.startsWith("--"))) expect([...known, "--help"]).toContain(option);
  });

  it.each([...commands.keys()])("describes with --help: %s", async (path) => {
    const { code, out } = await bridge([...path.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: bridge ${path}`);
  });

  it.each(examples)("prints what it shows for: $command", async ({ command, output }) => {
    const { out } = await bridge(command.split(" "), { stage: aStage({ callinglyUrl: callingly.url }) });
    const bare = (text: string) => text.replace(/ +$/gm, "").replace(/(?<=\/leads\/\w+\/)[\w-]{32}/g, "KEY");
    expect(columns(bare(out))).toBe(columns(bare(output)));
  });
});

/** The width of a column may be another with whole keys. */
const columns = (text: string): string => text.replace(/(?<=\S) {2,}(?=\S)/g, "  ");
