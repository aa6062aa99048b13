import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Lead } from "../../lambda/lead/lead.ts";
import { Problem } from "../../lib/program/problem.ts";
import { byNpx } from "../../lib/program/typed.ts";
import type { Cli } from "../../operator/cli/command.ts";
import { bridgeProgram } from "../../operator/cli/program.ts";
import { localAlone, named, withFlags, withPages } from "../../operator/cli/where.ts";
import { defaultSwitches } from "../../stand-ins/callingly/switches.ts";
import { commandsOf, described } from "../docs/command-table.ts";
import { aLead, dana } from "../fakes/leads.ts";
import { anOperator } from "../fakes/stage.ts";
import { oneAccount, tempDir } from "../lib/template.ts";
import { bridge } from "./command-line.ts";
import { aStage } from "./stage.ts";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("bridge", () => {
  it("says its version", async () => {
    expect(await bridge(["--version"])).toMatchObject({ code: 0, out: `${manifest.version}\n` });
  });

  it("groups its commands by what they are for, and shows examples", async () => {
    const { out } = await bridge(["--help"]);
    const headings = [...out.matchAll(/^([A-Z][\w ,]+):\n {2}(\w+)/gm)].map(([, heading, first]) => [heading, first]);
    expect(headings.filter(([heading]) => heading !== "Commands" && heading !== "Examples")).toEqual([
      ["See how it goes", "doctor"],
      ["Look after leads and results", "leads"],
      ["Stop calls, and go on", "pause"],
      ["Whom nobody calls", "suppress"],
      ["Set up", "init"],
      ["Try out", "start"],
      ["Upkeep", "restored"],
    ]);
    expect((await bridge(["leads", "--help"])).out).toMatch(
      /^See:\n {2}list [\s\S]*^Decide about a call:\n {2}release /m,
    );
  });

  it("has commands that all take a stage, this machine's bridge, and JSON, but those that need no bridge", () => {
    const lacking = [...commandsOf(described())].flatMap(([path, { options }]) => {
      const lacks = ["--stage", "--local", "--json"].filter((long) => !options.some((option) => option.long === long));
      return lacks.length > 0 ? [[path, lacks]] : [];
    });
    expect(lacking).toEqual([
      ["accounts add", ["--stage", "--local"]],
      ["completion", ["--stage", "--local", "--json"]],
      ["crms add", ["--stage", "--local"]],
      ["init", ["--stage", "--local"]],
      ["may-ring", ["--stage", "--local"]],
      ["names", ["--stage", "--local"]],
      ["results preview", ["--stage", "--local"]],
      ["sources add", ["--stage", "--local"]],
      ["start", ["--stage", "--local"]],
    ]);
  });

  it("names the nearest word first when it does not know one", async () => {
    const { code, notes } = await bridge(["leads", "list", "--reason", "stail"], { stage: aStage() });
    expect(code).toBe(2);
    expect(notes).toContain("--reason stail: there is no such value. Did you mean stale? There are:");
  });
});

describe("somebody's own app, which has no scripts of ours", () => {
  const inApp = (cli: Cli) => bridgeProgram(cli, byNpx);

  it("is told what is typed there", async () => {
    const openStage = async () => {
      throw new Problem("No bridge runs there: start it with `npm start`, then `npm run --silent bridge -- doctor`.");
    };
    const { notes } = await bridge(["sources", "--local"], { program: (cli) => inApp({ ...cli, openStage }) });
    expect(notes).toBe("No bridge runs there: start it with `npx bridge start`, then `npx bridge doctor`.\n");
  });

  it("is told so by --help as well", async () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    try {
      await inApp({ env: {} } as never)
        .parseAsync(["--help"], { from: "user" })
        .catch(() => undefined);
      await inApp({ env: {} } as never)
        .parseAsync(["doctor", "--help"], { from: "user" })
        .catch(() => undefined);
    } finally {
      write.mockRestore();
    }
    expect(written.join("")).toContain("bridge stands for  npx bridge  in the project's folder");
    expect(written.join("").replace(/\s+/g, " ")).toContain("the bridge that `npx bridge start` runs on this machine");
    expect(written.join("")).not.toMatch(/npm (?:start|run)/);
  });
});

describe("bridge start", () => {
  it("is described among the commands, with the stand-in's own speed", async () => {
    const { code, out } = await bridge(["start", "--help"]);
    expect([code, out.replace(/\s+/g, " ")]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(`^Usage: bridge start .*\\(default: ${defaultSwitches.speed}\\).*BRIDGE_CONFIG`),
      ),
    ]);
  });
});

describe("a next command that is named", () => {
  const parked: Lead = { ...aLead(), state: "review", reason: "not-found" };
  const said = async (line: string) => {
    const operator = anOperator();
    await operator.add(parked);
    return operator.run(line);
  };

  it.each([
    ["--local", `\`bridge leads redial --local ${parked.id}\` calls`],
    ["--stage dev", `\`bridge leads redial --stage dev ${parked.id}\` calls`],
    ["--stage dev", "`bridge review --stage dev` shows"],
    ["--local http://127.0.0.1:9002", `\`bridge leads redial --local http://127.0.0.1:9002 ${parked.id}\` calls`],
    ["", `\`bridge leads redial ${parked.id}\` calls`],
  ])("reaches the bridge that was asked about, as it stands: %s", async (where, command) => {
    expect((await said(`leads show ${parked.id} ${where}`)).text).toContain(command);
  });

  it("is one also in what is said beside the result", async () => {
    expect((await said(`leads release ${parked.id} --stage dev --yes`)).text).toContain("bridge review --stage dev");
  });

  it("is no command where only the bridge is spoken of, nor what a person wrote", async () => {
    const company = aLead({ ...dana, company: "bridge review" });
    const operator = anOperator();
    await operator.add(company);
    expect((await operator.run(`leads export ${company.id} --local --account main`)).text).toContain(
      '"company": "bridge review"',
    );
    expect((await operator.run("leads list --local --json")).text).not.toContain("--local");
    expect(withFlags("The bridge leads list it.", "--local", described())).toBe("The bridge leads list it.");
  });
});

describe("a command that is named, where bridge alone is not on the PATH", () => {
  const inClone = "npm run --silent bridge --";

  it.each([
    [inClone, "See them: npm run --silent bridge -- leads list --local, or `npm run --silent bridge -- doctor`."],
    ["npx bridge", "See them: npx bridge leads list --local, or `npx bridge doctor`."],
    ["bridge", "See them: bridge leads list --local, or `bridge doctor`."],
  ])("is as it has to be typed: %s", (typedAs, shown) => {
    const text = "See them: bridge leads list --local, or `bridge doctor`.";
    const once = named(text, typedAs, described());
    expect(once).toBe(shown);
    expect(named(once, typedAs, described())).toBe(once);
  });
});

describe("a page that is named", () => {
  it("is found where it lies: in the clone, and of an app in its package", () => {
    const text = "docs/restore.md has the way, docs/crms/hubspot.md the CRM (RUNBOOK.md#review).";
    expect(withPages(text, "")).toBe(text);
    expect(withPages(text, "node_modules/callingly-bridge")).toBe(
      "node_modules/callingly-bridge/docs/restore.md has the way, node_modules/callingly-bridge/docs/crms/hubspot.md the CRM (node_modules/callingly-bridge/RUNBOOK.md#review).",
    );
  });

  it("is left alone in an address", () => {
    const text = "See https://example.com/docs/restore.md";
    expect(withPages(text, "node_modules/callingly-bridge")).toBe(text);
  });
});

describe("a reader that has read enough, such as head", () => {
  it.each([
    ["bridge --help", ["bin/bridge.mjs", "--help"]],
    ["npm run simulate -- --replay 1", ["--import", "tsx", "test/system/simulation/main.ts", "--replay", "1"]],
  ])(
    "ends nothing in the middle, and is no error: %s",
    async (_, program) => {
      const child = spawn(process.execPath, program);
      child.stdout.destroy();
      let complaints = "";
      child.stderr.on("data", (text: Buffer) => {
        complaints += text;
      });
      const code = await new Promise((resolve) => child.once("close", resolve));
      expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    },
    120_000,
  );
});

describe("--local", () => {
  it("may stand before a command's own word, and before an address", async () => {
    expect(localAlone(["leads", "show", "--local", "lead_1"])).toEqual([
      "leads",
      "show",
      "--local=http://127.0.0.1:8789",
      "lead_1",
    ]);
    expect(localAlone(["doctor", "--local", "http://127.0.0.1:9002"])).toEqual([
      "doctor",
      "--local",
      "http://127.0.0.1:9002",
    ]);
    const operator = anOperator();
    const lead = aLead();
    await operator.add(lead);
    expect((await operator.run(`leads show --local ${lead.id}`)).text).toContain(lead.id);
  });
});

describe("bridge names", () => {
  it.each([
    ["sources", ["website", "hubspot-acme"]],
    ["accounts", ["main"]],
    ["crms", ["hub"]],
    ["stages", ["prod", "dev"]],
  ])("prints the %s of the configuration, one a line", async (kind, names) => {
    const file = join(tempDir(), "bridge.config.mjs");
    writeFileSync(file, `export default ${JSON.stringify({ ...oneAccount, stages: { dev: {} } })}`);
    const env = { BRIDGE_CONFIG: file };
    expect(await bridge(["names", kind], { env })).toMatchObject({ code: 0, out: `${names.join("\n")}\n` });
    expect((await bridge(["names", kind, "--json"], { env })).json()).toEqual(names);
  });
});

describe("bridge completion", () => {
  async function scriptFor(shell: string): Promise<string> {
    const written: string[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    try {
      expect((await bridge(["completion", shell])).code).toBe(0);
    } finally {
      write.mockRestore();
    }
    return written.join("");
  }

  it.each([
    ["bridge", "", ["leads", "doctor", "completion"]],
    ["bridge le", "", ["leads"]],
    ["bridge leads", "", ["list", "release", "redial"]],
    ["bridge leads --local", "rel", ["release"]],
    ["bridge leads release lead_1", "--ph", ["--phone"]],
    ["bridge completion", "", ["bash", "zsh", "fish"]],
    ["bridge today --by", "", ["source", "account"]],
    ["bridge send", "", ["website", "crm-form", "--as"]],
    ["bridge leads list --source", "crm", ["crm-form"]],
    ["bridge leads list --source =", "web", ["website"]],
    ["bridge doctor --local --stage", "", ["prod"]],
    ["bridge st", "", ["start"]],
    ["bridge start", "--sp", ["--speed"]],
    ["bridge sources add quotes", "html", ["html-form"]],
    ["bridge sources add --team 7 quotes", "html", ["html-form"]],
    ["bridge crms add sales", "hub", ["hubspot"]],
    ["bridge leads release --reason", "sta", ["stale"]],
    ["bridge results list --reason", "crm", ["crm-refused"]],
    ["bridge leads list --state", "he", ["held"]],
    ["bridge results list --state", "par", ["parked"]],
    ["bridge preview FILE --connector", "cal", ["calendly", "cal-com"]],
    ["bridge accounts add west --time-zone", "America/New", ["America/New_York"]],
    ["bridge secrets set", "", ["callingly-tokens", "source-keys"]],
    ["bridge secrets rotate", "", ["source-keys", "origin-header"]],
  ])("offers in bash what may follow: %s %s", async (line, typed, offered) => {
    const words = /^bridge (?:le|st)$/.test(line) ? line.split(" ") : [...line.split(" "), typed];
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const ask = `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _bridge; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const said = inBash(await scriptFor("bash"), ask);
    for (const word of offered) expect(said).toContain(word);
  });

  it("offers a connector in its place alone, not for the name before it nor after it", async () => {
    const script = await scriptFor("bash");
    for (const words of ["sources add ''", "sources add quotes html-form ''"])
      expect(
        inBash(
          script,
          `COMP_WORDS=(bridge ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _bridge; printf '%s\\n' "\${COMPREPLY[@]}"`,
        ),
      ).not.toContain("html-form");
  });

  it("asks for the names of the configuration once in a folder, and offers files where it knows nothing", async () => {
    const ask = (words: string) => `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _bridge`;
    const lines = [
      ask("bridge send ''"),
      ask("bridge leads list --source ''"),
      "cd /",
      ask("bridge send ''"),
      ask("bridge dnc import --as-of ''"),
      `echo "\${#COMPREPLY[@]}"`,
      `cat "$asked"`,
    ];
    expect(inBash(await scriptFor("bash"), lines.join("; "))).toEqual(["0", "sources", "sources", ""]);
  });

  /** What the program itself would print has a test of its own. */
  const inBash = (script: string, line: string): string[] => {
    const names = `bridge() { echo "$2" >> "$asked"; case "$2" in sources) echo website; echo crm-form;; *) echo prod;; esac; }`;
    const env = { ...process.env, asked: join(tempDir(), "asked") };
    return execFileSync("bash", ["-c", `${names}\n${script}\n${line}`], { encoding: "utf8", env }).split("\n");
  };

  it.each(["zsh", "fish"])("has a script for %s with every command", async (shell) => {
    const script = await scriptFor(shell);
    for (const path of ["leads list", "secrets rotate", "callingly webhooks"]) expect(script).toContain(path);
  });

  it("knows no other shell", async () => {
    expect(await bridge(["completion", "tcsh"])).toMatchObject({ code: 2 });
  });
});
