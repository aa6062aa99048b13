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
  [...textOf(file).matchAll(/npm run (?:--silent )?(\S+)([^\n]*)/g)].map(([, script = "", rest = ""]) => ({
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

  it("releases what was tested, once, with a provenance and no token of npm's, and with what CHANGELOG.md says", () => {
    const [before = "", publish = ""] = textOf(`${folder}/release.yml`).split(/^ {2}publish:$/m);
    expect(before).toMatch(/tags: \["v\[0-9\]\+/);
    expect(before).toMatch(/^permissions:\n {2}contents: read\n/m);
    expect(before).toMatch(
      /run: npm ci && npm test\n[\s\S]*release:notes -- --tag "\$GITHUB_REF_NAME" > release\/notes\.md[\s\S]*npm run build -- --pack && cp dist\/npm\/\*\.tgz release\//,
    );
    expect(before).not.toMatch(/: write|npm publish/);
    expect(publish).toMatch(/^ {4}needs: test\n/m);
    expect(publish).toMatch(/id-token: write\n/);
    expect(publish).toMatch(
      /npm publish \.\/release\/callingly-bridge-\*\.tgz --provenance[\s\S]*npm publish \.\/release\/create-callingly-bridge-\*\.tgz --provenance/,
    );
    expect(publish).toMatch(/gh release create .* --notes-file release\/notes\.md/);
    // Another checkout or build would publish what nobody has tested.
    expect(publish).not.toMatch(/checkout|npm (?:ci|install|run|pack)/);
    expect(before + publish).not.toMatch(/secrets\./);
  });

  it("tries every mixture of the last release's functions and today's, where the release is in the clone", () => {
    const text = textOf(`${folder}/nightly.yml`);
    expect(text).toMatch(/fetch-depth: 0\n/);
    expect(text).toMatch(/RELEASE_MIXTURES: all\n\s+run: npx vitest run --project node test\/system\/last-release\n/);
    expect(textOf("test/system/last-release/last-release.test.ts")).toContain('process.env.RELEASE_MIXTURES === "all"');
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
