import { describe, expect, it } from "vitest";
import { defineConfig } from "../../lambda/config/schema.ts";
import { Problem } from "../../lib/program/problem.ts";
import { checkFarEnds, farEndLines, farEndsAt } from "../../local/far-ends.ts";
import { readSettings } from "../../local/settings.ts";

const config = defineConfig({
  accounts: { main: {} },
  crms: { hub: { connector: "hubspot" }, own: { connector: "webhook", settings: { url: "https://crm.example" } } },
  sources: {
    website: { connector: "html-form", account: "main", team: 1 },
    facebook: { connector: "meta-lead-ads", account: "main", team: 1 },
    linkedin: { connector: "linkedin-lead-gen", account: "main", team: 1 },
  },
});
const demo = "http://127.0.0.1:8789";
const none = { crms: {}, platforms: {} };

describe("the far ends of a bridge on this machine", () => {
  it("are all on it where nobody names an address", () => {
    const { crms, platforms } = farEndsAt(demo, config, none);
    expect(Object.keys({ ...crms, ...platforms })).toEqual(["hub", "own", "facebook", "linkedin"]);
    for (const url of Object.values({ ...crms, ...platforms })) expect(url.startsWith(`${demo}/`)).toBe(true);
  });

  it("are where the environment says, one by one", () => {
    const named = {
      crms: { own: "http://127.0.0.1:1/results" },
      platforms: { facebook: "https://graph.facebook.com" },
    };
    const { crms, platforms } = farEndsAt(demo, config, named);
    expect([crms.own, crms.hub]).toEqual([named.crms.own, `${demo}/hub`]);
    expect([platforms.facebook, platforms.linkedin]).toEqual([named.platforms.facebook, `${demo}/_platforms/linkedin`]);
    expect(farEndLines(config, named)).toEqual([
      "Results for own go to http://127.0.0.1:1/results.",
      "Leads of facebook are fetched from https://graph.facebook.com.",
      "Leads of linkedin are held: its platform is asked once PLATFORM_BASE_URLS has an address for it.",
    ]);
  });

  it.each([
    [{ ...none, crms: { hubspot: "http://127.0.0.1:1" } }, /CRM_BASE_URLS.*"hubspot".*hub, own/],
    [{ ...none, platforms: { website: "http://127.0.0.1:1" } }, /PLATFORM_BASE_URLS.*"website".*facebook, linkedin/],
  ])("may not be named for what the configuration does not have: %o", (named, message) => {
    expect(() => checkFarEnds(config, named)).toThrow(Problem);
    expect(() => checkFarEnds(config, named)).toThrow(message);
  });
});

describe.each(["CRM_BASE_URLS", "PLATFORM_BASE_URLS"])("%s", (name) => {
  it.each([
    ["is text", "http://127.0.0.1:1"],
    ["breaks off", '{"hub": "http://127.0.0.1:1"'],
    ["is a list", '["http://127.0.0.1:1"]'],
    ["has no address", '{"hub": "127.0.0.1:1"}'],
    ["has an address of another kind", '{"hub": "ftp://127.0.0.1"}'],
    ["has a number", '{"hub": 1}'],
  ])("that %s is refused by its name, with how to write it", (_, value) => {
    expect(() => readSettings([], { [name]: value })).toThrow(Problem);
    expect(() => readSettings([], { [name]: value })).toThrow(new RegExp(`${name} .*write it as`));
  });
});

it("takes addresses by name from the environment, without a slash at their ends", () => {
  const settings = readSettings([], { CRM_BASE_URLS: '{"hub": "http://127.0.0.1:1/x/"}' });
  expect([settings.crmBaseUrls, settings.platformBaseUrls]).toEqual([{ hub: "http://127.0.0.1:1/x" }, undefined]);
});
