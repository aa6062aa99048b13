import { describe, expect, it } from "vitest";
import { defineConfig } from "../../lambda/config/schema.ts";
import { atAnyHour } from "../../lib/at-any-hour.ts";
import { ringsNobody } from "../../local/bridge-options.ts";

const config = defineConfig({
  accounts: { main: {} },
  sources: {
    website: { connector: "html-form", account: "main", team: 1 },
    strict: { connector: "json", account: "main", team: 1, hours: "conservative" },
  },
});

describe("calling hours on this machine", () => {
  it("hold only for sources that name them, and it is said who answers for the others", () => {
    const { sources } = atAnyHour(config, "npm start");
    expect(sources.website?.hours).toEqual({ off: { by: "npm start", reason: "nobody is rung here" } });
    expect(sources.strict?.hours).toBe("conservative");
  });

  it("are left out against the stand-in, or another server of this machine", () => {
    expect(ringsNobody({})).toBe(true);
    expect(ringsNobody({ callingly: { apiKey: "k", baseUrl: "http://127.0.0.1:9999" } })).toBe(true);
  });

  it("are kept where real phones ring", () => {
    expect(ringsNobody({ callingly: { apiKey: "k" } })).toBe(false);
    expect(ringsNobody({ callingly: { apiKey: "k", baseUrl: "https://api.example.com" } })).toBe(false);
  });
});
