import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** A source more, in the console. */

const text = `import { defineConfig } from "../../../../lambda/config/schema.ts";
export default defineConfig({
  accounts: { main: {} },
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, group: "acme" },
  },
});
`;

let user: ConsoleUser;
let folder: string;
let configFile: string;
beforeEach(async () => {
  folder = mkdtempSync(join(import.meta.dirname, "new-source-"));
  configFile = join(folder, "bridge.config.ts");
  writeFileSync(configFile, text);
  user = await aConsoleUser({ stage: aStage(), facts: { configFile, isReadOnly: true } });
});
afterEach(async () => {
  await user.close();
  rmSync(folder, { recursive: true });
});

const survey = {
  source: "survey",
  connector: "typeform",
  account: "main",
  team: 19230,
  country: "gb",
  report: [],
  group: "acme",
};

describe("a source more", () => {
  it("is offered with what the others of its account have, and where the results of its own CRM go", async () => {
    const offered = await user.answer<{ usual: object; connectors: { key: string }[] }>("sources/usual", {
      connector: "html-form",
    });
    expect(offered).toMatchObject({ accounts: ["main"], usual: { account: "main", country: "US" } });
    expect(offered.connectors.map(({ key }) => key)).toContain("html-form");
  });

  it("is shown as the lines that the file needs, checked; and nothing is written", async () => {
    const line =
      '    survey: { connector: "typeform", account: "main", team: 19230, country: "GB", report: [], group: "acme" },';
    const { diff, lines } = await user.answer<{ diff: string; lines: string }>("sources/add", survey);
    expect(lines).toBe(line);
    expect(diff).toContain(`\n+${line}\n`);
    expect(readFileSync(configFile, "utf8")).toBe(text);
    expect(readdirSync(folder)).toEqual(["bridge.config.ts"]);
  });

  it.each([
    [{ source: "website" }, "has the source “website” already"],
    [{ account: "other" }, "sources.survey.account: name one of the accounts: main"],
    [{ report: ["sales"] }, "name one of the crms"],
    [{ source: "Survey" }, "use lower-case letters"],
    [{ team: 0 }, "write its id, digits only"],
  ])("that cannot be is refused, with what to write: %j", async (part, remedy) => {
    await expect(user.answer("sources/add", { ...survey, ...part })).rejects.toThrow(remedy);
  });
});
