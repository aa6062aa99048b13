import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { defineConfig } from "../../lambda/config/schema.ts";
import { defaultConfigPath } from "../../lib/synth/read-config.ts";
import { readAssembly } from "../../local/stack/assembly.ts";
import { synthesised } from "../../local/stack/synthesise.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(dirname(folder), { recursive: true, force: true });
});

/** A configuration that nobody else has. */
const configOf = (name: string) =>
  defineConfig({
    accounts: { main: { timeZone: "Europe/Berlin" } },
    sources: { [name]: { connector: "json", account: "main", team: 7 } },
  });

async function synthesise(name: string) {
  const said: string[] = [];
  const folder = await synthesised(configOf(name), defaultConfigPath, (text) => said.push(text));
  made.push(folder);
  return { folder, said };
}

it("synthesises a configuration once, and anew when it changes", async () => {
  const first = await synthesise(`kept-${process.pid}`);
  const again = await synthesise(`kept-${process.pid}`);
  const other = await synthesise(`other-${process.pid}`);
  expect(first.said).toEqual(["Synthesising the stack …"]);
  expect(again).toEqual({ folder: first.folder, said: [] });
  expect(other.said).toEqual(first.said);
  expect(other.folder).not.toBe(first.folder);
  const types = Object.values(readAssembly(again.folder).template.Resources).map(({ Type }) => Type);
  expect(types).toContain("AWS::DynamoDB::Table");
}, 120_000);

it("does not keep what could not be synthesised, and says why", async () => {
  const missing = join(import.meta.dirname, "no-such.config.ts");
  await expect(synthesised(configOf(`broken-${process.pid}`), missing)).rejects.toThrow("there is no such file");
  const folder = await synthesised(configOf(`broken-${process.pid}`), defaultConfigPath);
  made.push(folder);
  expect(readAssembly(folder).template.Resources).not.toEqual({});
}, 120_000);
