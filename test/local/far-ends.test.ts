import { describe, expect, it } from "vitest";
import { bridgeOf } from "../../lambda/config/bridge.ts";
import { defineConfig } from "../../lambda/config/schema.ts";
import type { Platform } from "../../lambda/connectors/contract/platform.ts";
import { platformOpener } from "../../lambda/connectors/kit/in/open-platform.ts";
import { EnvName } from "../../lambda/runtime/env-names.ts";
import type { Send } from "../../lambda/runtime/http-client.ts";
import { Problem } from "../../lib/program/problem.ts";
import { checkFarEnds, farEndLines, farEndsAt, playedPlatforms } from "../../local/far-ends.ts";
import { secretValue } from "../../local/secret-values.ts";
import { readSettings } from "../../local/settings.ts";
import { demoCrms } from "../../stand-ins/crms/index.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { answered } from "../fakes/fake-send.ts";

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

describe("a CRM that sends its leads as ids, and is played here", () => {
  const withIds = defineConfig({
    ...config,
    accounts: { main: {} },
    crms: { hub: { connector: "hubspot" } },
    sources: {
      contacts: { connector: "hubspot", account: "main", team: 1, report: ["hub"], settings: { on: "created" } },
    },
  });
  const contactsApi = bridgeOf(withIds).source("contacts")?.intake.platform as Platform;

  it("is asked for them with the credentials that its stand-in takes", async () => {
    const { platforms } = farEndsAt(demo, withIds, none);
    expect(platforms).toEqual({ contacts: `${demo}/hub` });
    expect(farEndLines(withIds, none)).toEqual([]);

    const crms = demoCrms(withIds, () => kept(undefined));
    const hub = crms.crms.get("hub");
    const id = hub?.contacts?.save({ phone: "+12125550188" }) ?? "";
    const variables = new Map([[EnvName.sourceCredentialsSecret as string, "arn:sources"]]);
    const filling = { tokens: new Map(), crms, platforms: playedPlatforms(withIds, none), captchas: new Map() };
    const given = JSON.parse(secretValue("arn:sources", { secrets: new Map(), variables }, filling) ?? "{}");

    const send: Send = async ({ url, method, headers = {}, body = "" }) => {
      const path = url.slice(`${demo}/hub`.length);
      const answer = hub?.answer({ method, path, headers, body });
      return answered(answer?.status ?? 0, answer?.body.toString("utf8"));
    };
    const open = platformOpener(async () => given, { baseUrls: platforms, send, now: () => new Date(0) });
    const opened = await open({ source: "contacts", platform: contactsApi }, () => 60_000);
    expect(opened && (await contactsApi.fetch(opened.http, id, opened))).toMatchObject({
      kind: "lead",
      lead: { phone: "+12125550188" },
    });
    await expect(opened && contactsApi.fetch(opened.http, "404", opened)).rejects.toMatchObject({ status: 404 });
  });

  it("is where the environment says, as soon as it names the CRM or the platform elsewhere", () => {
    const elsewhere = { ...none, crms: { hub: "http://127.0.0.1:1" } };
    expect(farEndsAt(demo, withIds, elsewhere).platforms).toEqual({ contacts: `${demo}/_platforms/contacts` });
    expect(playedPlatforms(withIds, elsewhere).size).toBe(0);
    const named = { ...none, platforms: { contacts: "http://127.0.0.1:2" } };
    expect(farEndsAt(demo, withIds, named).platforms).toEqual(named.platforms);
    expect(playedPlatforms(withIds, named).size).toBe(0);
  });
});

it("leads that may come whole as well are not said to be held", () => {
  const lines = (settings?: Record<string, unknown>) => {
    const contacts = { connector: "hubspot", account: "main", team: 1, ...(settings && { settings }) } as const;
    return farEndLines(defineConfig({ accounts: { main: {} }, crms: {}, sources: { contacts } }), none);
  };
  expect(lines()).toEqual([]);
  expect(lines({ on: "created" })).toEqual([expect.stringContaining("Leads of contacts are held")]);
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
