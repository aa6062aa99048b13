import { describe, expect, it } from "vitest";
import { atStage } from "../../lambda/config/at-stage.ts";
import { bridgeOf } from "../../lambda/config/bridge.ts";
import { defineConfig } from "../../lambda/config/schema.ts";
import { dialsStayHere } from "../../local/bridge-options.ts";

const config = defineConfig({
  accounts: { main: {} },
  sources: {
    website: { connector: "html-form", account: "main", team: 1 },
    strict: { connector: "json", account: "main", team: 1, hours: "conservative" },
  },
});

describe("calling hours on this machine", () => {
  it("hold only for sources that name them", () => {
    const { hoursRules } = bridgeOf(atStage(config, { anyHour: true }));
    expect(["website", "strict"].map((name) => hoursRules(name).pack)).toEqual(["off", "conservative"]);
  });

  it("are left out against the stand-in, or another server of this machine", () => {
    expect(dialsStayHere({})).toBe(true);
    expect(dialsStayHere({ callingly: { apiKey: "k", baseUrl: "http://127.0.0.1:9999" } })).toBe(true);
  });

  it("are kept where real phones ring", () => {
    expect(dialsStayHere({ callingly: { apiKey: "k" } })).toBe(false);
    expect(dialsStayHere({ callingly: { apiKey: "k", baseUrl: "https://api.example.com" } })).toBe(false);
  });
});
