import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { App } from "aws-cdk-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bridgeOf } from "../../../lambda/config/bridge.ts";
import { ConfigError, defineConfig } from "../../../lambda/config/schema.ts";
import { abouts } from "../../../lambda/connectors/about.ts";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { words } from "../../../lambda/connectors/kit/words/index.ts";
import { bundleFunctions, functionNames } from "../../../lib/bundling/bundle.ts";
import { keptTranslation } from "../../../lib/synth/kept-translation.ts";
import { readConfig } from "../../../lib/synth/read-config.ts";
import { type Synthesised, synthesise } from "../../../lib/synth/synthesise.ts";
import { startTemplateCheck } from "../../../lib/synth/template-check.ts";
import { translated } from "../../../lib/synth/translated.ts";
import { everySetting, tempDir } from "../template.ts";

const root = join(import.meta.dirname, "../../..");
const dir = tempDir();
let made: Synthesised;

const check = startTemplateCheck();

beforeAll(async () => {
  made = await synthesise({
    stage: "dev",
    context: everySetting,
    outdir: join(dir, "out"),
    bundleDir: join(dir, "functions"),
    validation: check,
  });
});

afterAll(() => check.close());

const codeOf = (bundle: string): Buffer => readFileSync(join(bundle, "index.mjs"));

describe("synthesis", () => {
  it("passes the checks of the template, warnings included", () => {
    const report = JSON.parse(readFileSync(join(dir, "out/validation-report.json"), "utf8"));
    expect(report.pluginReports).toEqual([]);
  });

  it("is made of what the check gets ready for, which would cost its time twice else", () => {
    const ready = readFileSync(join(root, "lib/synth/template-check-worker.mjs"), "utf8");
    const types = Object.values<{ Type: string }>(made.stack.template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => !ready.includes(`"${type}"`))).toEqual([]);
  });

  it("is checked in earnest", () => {
    const wrong = { Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: { NoSuchThing: true } } } };
    const templatePath = join(dir, "wrong.json");
    writeFileSync(templatePath, JSON.stringify(wrong));
    const { success, violations } = check.validate({
      stackTemplates: [{ stackConstructPath: "wrong", templatePath, accountId: undefined, region: undefined }],
      templatePaths: [templatePath],
      appConstruct: new App({ outdir: join(dir, "wrong") }),
    });
    expect(success).toBe(false);
    expect(violations.map(({ description }) => description).join()).toContain("NoSuchThing");
  });

  it("gives the same template and the same assets wherever it is done, so that nothing unchanged is deployed", async () => {
    const elsewhere = await synthesise({
      stage: "dev",
      context: everySetting,
      outdir: join(dir, "elsewhere/out"),
      bundleDir: join(dir, "elsewhere/functions"),
      validation: false,
    });
    expect(elsewhere.stack.template).toEqual(made.stack.template);
    const assets = (stack: Synthesised["stack"]) =>
      JSON.parse(readFileSync(join(stack.assembly.directory, `${stack.stackName}.assets.json`), "utf8"));
    expect(assets(elsewhere.stack)).toEqual(assets(made.stack));
  });

  it("is named after its stage", () => {
    expect(made.stack.stackName).toBe("callingly-bridge-dev");
    expect(made.stack.tags).toEqual({ application: "callingly-bridge", stage: "dev" });
  });
});

describe("the bundles", () => {
  it("are the same bytes for the same input, so that a deployment touches only what changed", async () => {
    const again = await bundleFunctions(made.config, join(dir, "again"));
    for (const name of functionNames) expect(codeOf(again[name]).equals(codeOf(made.bundles[name]))).toBe(true);
  });

  it("are small where a form waits for the answer", () => {
    expect(statSync(join(made.bundles["accept-lead"], "index.mjs")).size).toBeLessThan(560_000);
  });

  it("are small where a form waits for the answer, also with every CRM on both sides", async () => {
    const every: readonly Connector[] = connectors;
    const crms = Object.fromEntries(
      abouts.map(({ key, settings }) => [
        key,
        { connector: key, settings: Object.fromEntries(settings.map(({ name, usual }) => [name, usual])) },
      ]),
    );
    const sources = Object.fromEntries(
      abouts.flatMap(({ key }) =>
        every.find((connector) => connector.key === key)?.intake
          ? [[key, { connector: key, account: "main", team: 1, report: [key] }]]
          : [],
      ),
    );
    const config = defineConfig({ accounts: { main: { timeZone: "America/New_York" } }, crms, sources });
    const bundles = await bundleFunctions(config, join(dir, "every-crm"));
    expect(statSync(join(bundles["accept-lead"], "index.mjs")).size).toBeLessThan(560_000);
    expect(statSync(join(bundles["dial-lead"], "index.mjs")).size).toBeLessThan(550_000);
  });

  it("carry the connectors that the configuration names, and no others", () => {
    const code = codeOf(made.bundles["accept-lead"]).toString();
    expect(code).toContain("HubSpot's signature");
    expect(code).not.toContain("Typeform");
  });

  it("carry the half of a connector that they run: one tells CRMs, the others read requests", () => {
    const code = (name: (typeof functionNames)[number]) => codeOf(made.bundles[name]).toString();
    const [reads, tells] = ["HubSpot's signature", "hs_call_body"];
    expect(code("report-call")).toContain(tells);
    expect(code("report-call")).not.toContain(reads);
    for (const name of ["accept-lead", "dial-lead"] as const) {
      expect(code(name)).toContain(reads);
      expect(code(name)).not.toContain(tells);
    }
  });

  it("know whose leads are what anybody typed, though one of them carries no intake", () => {
    const { sources, source } = { ...made.config, source: bridgeOf(made.config).source };
    const strangers = Object.keys(sources).filter((name) => source(name)?.fromStrangers);
    expect(strangers).toContain("website");
    for (const name of ["report-call", "accept-lead"] as const)
      expect(codeOf(made.bundles[name]).toString().replaceAll('"', "")).toContain(`strangers:[${strangers.join(",")}]`);
  });

  it("can tell every CRM there is", async () => {
    const crms = Object.fromEntries(
      abouts.map(({ key, settings }) => [
        key,
        { connector: key, settings: Object.fromEntries(settings.map(({ name, usual }) => [name, usual])) },
      ]),
    );
    const sources = { website: { connector: "html-form", account: "main", team: 1, report: Object.keys(crms) } };
    const bundles = await bundleFunctions(defineConfig({ accounts: { main: {} }, crms, sources }), join(dir, "crms"));
    const code = codeOf(bundles["report-call"]).toString();
    for (const { key } of abouts)
      expect(code).toMatch(new RegExp(`key:"${key}",intake:[^}]+\\}\\)?\\},report:[\\w$]+\\}`));
  });

  it.each([
    ["accept-lead", 400_000],
    ["dial-lead", 450_000],
    ["hear-call", 200_000],
    ["report-call", 400_000],
    ["reconcile", 300_000],
  ] as const)("carry no client of AWS, so that %s stays small", (name, most) => {
    expect(codeOf(made.bundles[name]).byteLength).toBeLessThan(most);
  });

  it("load no second HTTP client of Node's while they start", () => {
    for (const name of functionNames) expect(codeOf(made.bundles[name]).toString()).not.toMatch(/from"node:http/);
  });

  it("carry nothing of what people have to know of a CRM", () => {
    const words = abouts.flatMap(({ credentials }) =>
      credentials.flatMap(({ fields }) => fields.map(({ how }) => how)),
    );
    expect(words.length).toBeGreaterThan(0);
    for (const name of functionNames) {
      const code = codeOf(made.bundles[name]).toString();
      for (const how of words) expect(code).not.toContain(how);
    }
  });

  it("can carry every connector there is, and stay small", async () => {
    const sources = Object.fromEntries(
      connectors.flatMap((each: Connector) =>
        each.intake ? [[each.key, { connector: each.key, account: "main", team: 1 }]] : [],
      ),
    );
    const everything = defineConfig({ accounts: { main: {} }, sources });
    const bundles = await bundleFunctions(everything, join(dir, "everything"));
    const code = codeOf(bundles["accept-lead"]);
    expect(code.byteLength).toBeLessThan(560_000);
    for (const { title } of connectors.filter((each: Connector) => each.intake))
      expect(code.toString()).toContain(title);
  });

  it("carries the words of the languages that the configuration names, and English", async () => {
    const source = { connector: "html-form", account: "main", team: 1 };
    const carried = async (settings: Record<string, unknown>) => {
      const config = defineConfig({ accounts: { main: {} }, sources: { website: { ...source, settings } } });
      const code = codeOf((await bundleFunctions(config, join(dir, "words")))["accept-lead"]).toString();
      return Object.entries(words).flatMap(([language, { thanks }]) =>
        code.includes(`"${thanks}"`) ? [language] : [],
      );
    };
    expect(await carried({})).toEqual(["en"]);
    expect(await carried({ languages: ["de"], language: "ar" })).toEqual(["ar", "de", "en"]);
  });

  it("carry the checked configuration and not what checks it", () => {
    for (const name of functionNames) {
      const code = codeOf(made.bundles[name]).toString();
      expect(code).toContain("America/New_York");
      expect(code).not.toContain("The configuration cannot work");
    }
  });

  it("fetch their secrets while they start, with the credentials that Lambda puts into the environment", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const child = execFile(process.execPath, [join(made.bundles["accept-lead"], "index.mjs")], {
      env: {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "of-lambda",
        AWS_SECRET_ACCESS_KEY: "none",
        STAGE: "dev",
        TABLE_NAME: "none",
        SOURCE_KEYS_SECRET: "none",
        SUPPRESSION_KEY_SECRET: "none",
      },
    });
    const [request] = await once(server, "request");
    child.kill();
    server.close();
    expect(request.headers.authorization).toContain("Credential=of-lambda/");
  });
});

describe("a configuration", () => {
  it("may be TypeScript, and import what lies beside it", async () => {
    writeFileSync(join(dir, "team.ts"), "export const team: number = 7;");
    const file = join(dir, "own.config.ts");
    writeFileSync(
      file,
      `import { team } from "./team.ts";
      import { readFileSync } from "node:fs";
      const zone = readFileSync(new URL("zone.txt", import.meta.url), "utf8");
      export default { accounts: { main: { timeZone: zone } }, sources: { web: { connector: "json", account: "main", team } } };`,
    );
    writeFileSync(join(dir, "zone.txt"), "Europe/Berlin");
    const config = await readConfig(file, translated);
    expect(config.accounts.main?.timeZone).toBe("Europe/Berlin");
    expect(config.sources.web?.team).toBe(7);
  });
  it("is read as it is now, though what it was translated into is kept", async () => {
    const file = join(dir, "changing.config.ts");
    const write = (team: number) => {
      writeFileSync(join(dir, "chosen.ts"), `export const team = ${team};${" ".repeat(team)}`);
      writeFileSync(
        file,
        `import { team } from "./chosen.ts";
        export default { accounts: { main: {} }, sources: { web: { connector: "json", account: "main", team } } };`,
      );
    };
    const teams: unknown[] = [];
    for (const team of [7, 7, 8]) {
      write(team);
      teams.push((await readConfig(file, translated)).sources.web?.team);
    }
    expect(teams).toEqual([7, 7, 8]);
    expect(keptTranslation(file)).toContain("team = 8");
  });
});

describe("a configuration that cannot work", () => {
  const file = join(dir, "broken.config.mjs");
  writeFileSync(
    file,
    `export default {
      accounts: { main: {} },
      sources: { website: { connector: "html-form", account: "mian", team: 1 }, crm: { connector: "no-such", account: "main", team: 1 } },
    };`,
  );

  it("is refused with the file and every path in it", async () => {
    const refused = readConfig(file);
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(file);
    await expect(refused).rejects.toThrow("sources.website.account: name one of the accounts: main");
    await expect(refused).rejects.toThrow("sources.crm.connector");
  });

  it("is refused when there is none", async () => {
    const missing = join(dir, "missing.config.ts");
    await expect(readConfig(missing)).rejects.toThrow(`${missing}: there is no such file`);
  });

  it("is refused where it cannot be read", async () => {
    const unreadable = join(dir, "unreadable.config.ts");
    writeFileSync(unreadable, "export default {\n  accounts: {\n");
    await expect(readConfig(unreadable, translated)).rejects.toThrow(`${unreadable}: line 3, column 1: Expected`);
  });

  it("ends the app with that message alone", async () => {
    const app = promisify(execFile)(process.execPath, ["bin/app.mjs"], {
      cwd: root,
      env: { ...process.env, BRIDGE_CONFIG: file },
    });
    const { code, stderr } = await app.then(
      () => ({ code: 0, stderr: "" }),
      (error) => error,
    );
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringContaining(file),
      expect.stringContaining("sources.website.account"),
      expect.stringContaining("sources.crm.connector"),
    ]);
  });
});
