import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Whether the workflows run what there is, as nobody notices before the night that an option was renamed. */

const root = join(import.meta.dirname, "../..");
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
const folder = ".github/workflows";
const workflows = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
const commands = workflows.flatMap((file) =>
  [...textOf(file).matchAll(/npm run (\S+)([^\n]*)/g)].map(([, script = "", rest = ""]) => ({
    file,
    script,
    options: [...(rest.match(/--[a-z][a-z-]*/g) ?? [])],
  })),
);

describe("a workflow", () => {
  it.each(commands)(
    "runs a script that there is, with options that it has: npm run $script $options in $file",
    (run) => {
      const { script, options } = run;
      const program = /\S+\.ts$/.exec(scripts[script] ?? "")?.[0];
      expect(program, `package.json has no script ${script} that runs a program`).toBeDefined();
      const known: readonly string[] = textOf(program ?? "").match(/"--[a-z][a-z-]*/g) ?? [];
      expect(options.filter((option) => !known.includes(`"${option}`))).toEqual([]);
    },
  );

  it("tries npm start on each system that the README names, with no secret, so that any fork can", () => {
    const text = textOf(`${folder}/platforms.yml`);
    const systems = [...text.matchAll(/- os: (\S+)/g)].map(([, os]) => os);
    expect(systems).toEqual(["ubuntu-latest", "ubuntu-24.04-arm", "macos-15-intel", "macos-latest", "windows-latest"]);
    expect(text).toMatch(/run: npm ci\n[\s\S]*run: npm run start:try\n/);
    expect(text).toMatch(/workflow_dispatch/);
    expect(text).not.toMatch(/secrets\./);
    expect(text).toMatch(/permissions:\n {2}contents: read\n/);
    const tests = [...text.matchAll(/tests: (.+)/g)].flatMap(([, list = ""]) => list.split(" "));
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("tries 5 000 worlds, with no secret, so that any fork can", () => {
    const text = textOf(`${folder}/nightly.yml`);
    expect(text).toMatch(/default: "5000"/);
    expect(text).toMatch(/workflow_dispatch/);
    expect(text).not.toMatch(/secrets\./);
    expect(text).toMatch(/permissions:\n {2}contents: read\n/);
    expect(text).toMatch(/--report (\S+)\n[\s\S]*path: \1\n/);
  });
});
