import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { bridgeOf } from "../../../lambda/config/bridge.ts";
import { type BridgeConfigInput, defineConfig } from "../../../lambda/config/schema.ts";
import { functionBuilds } from "../../../lib/bundling/bundle.ts";

/** What each function carries of our own files and of libraries, by its name. */
async function carriedWith(config: BridgeConfigInput): Promise<Map<string, string[]>> {
  const builds = functionBuilds(defineConfig(config), "no-folder");
  const built = await Promise.all(builds.map((options) => build({ ...options, metafile: true, write: false })));
  const outputs = built.flatMap(({ metafile }) => Object.entries(metafile.outputs));
  return new Map(
    outputs.map(([path, { inputs }]) => [
      path.split("/").at(-2) ?? "",
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ]),
  );
}

const door = { account: "main", team: 1 } as const;
const forms: BridgeConfigInput = {
  accounts: { main: { timeZone: "UTC" } },
  crms: { hub: { connector: "hubspot" } },
  sources: {
    website: { connector: "html-form", ...door, report: ["hub"] },
    sent: { connector: "freshsales", ...door },
  },
};
const fetching: BridgeConfigInput = {
  ...forms,
  sources: { ...forms.sources, hub: { connector: "hubspot", ...door, report: ["hub"] } },
};

describe("the function that dials", () => {
  it("carries the platforms from which it fetches leads, and nothing that reads requests", async () => {
    const carried = await carriedWith(fetching);
    const has = (name: string, part: string) => carried.get(name)?.some((file) => file.includes(part));
    expect(has("dial-lead", "vendors/hubspot/contacts-api.ts")).toBe(true);
    for (const part of ["parse-xml", "vendors/html-form.ts", "vendors/freshsales"]) {
      expect([part, has("dial-lead", part)]).toEqual([part, false]);
    }
    expect(has("accept-lead", "parse-xml")).toBe(true);
    expect(has("accept-lead", "vendors/freshsales/intake.ts")).toBe(true);
  }, 30_000);
});

it("a function that carries no reader of a source knows all the same whether it may be stopped, and is a stranger's", () => {
  const config = defineConfig({
    ...forms,
    sources: {
      ...forms.sources,
      sent: { connector: "freshsales", ...door, settings: { stopOn: { field: "S", becomes: "x" } } },
    },
  });
  const whole = bridgeOf(config);
  // What `lib/bundling/bundle.ts` notes, told apart from what the connectors themselves say.
  const noted = bridgeOf({ ...config, strangers: [], stopping: ["website"] });
  const about = (bridge: typeof whole) =>
    ["website", "sent"].map((name) => [bridge.source(name)?.fromStrangers, bridge.source(name)?.mayBeStopped]);
  expect(about(whole)).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(about(noted)).toEqual([
    [false, true],
    [false, false],
  ]);
});
