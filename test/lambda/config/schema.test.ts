import { describe, expect, it } from "vitest";
import { bridgeOf } from "../../../lambda/config/bridge.ts";
import { type BridgeConfigInput, ConfigError, defineConfig } from "../../../lambda/config/schema.ts";
import { abouts } from "../../../lambda/connectors/about.ts";
import { connectors } from "../../../lambda/connectors/index.ts";

const source = { connector: "json", account: "main", team: 1 };
const twoPortals = { client: { connector: "hubspot" }, agency: { connector: "hubspot" } };
const config = (changes: object = {}): BridgeConfigInput => ({
  accounts: { main: {} },
  sources: { web: source },
  ...changes,
});

describe("the hours of a source", () => {
  const packOf = (connector: string, more: object = {}) =>
    bridgeOf(defineConfig(config({ sources: { web: { ...source, connector, ...more } } }))).hoursRules("web");

  it.each([
    ["html-form", "requested"],
    ["typeform", "requested"],
    ["calendly", "requested"],
    ["google-ads", "requested"],
    ["meta-lead-ads", "requested"],
    ["json", "conservative"],
    ["zapier", "conservative"],
    ["hubspot", "conservative"],
  ])("of %s are %s", (connector, pack) => {
    expect(packOf(connector)).toEqual({ pack, marginMinutes: 10, pausedRegions: [] });
  });

  it("keeps the hours of its people as its connector has it, unless the source says its own", () => {
    expect(packOf("json", { hours: "requested" }).pack).toBe("requested");
    expect(packOf("json", { hours: { off: { by: "Robin Hale", reason: "our tenants" } } }).pack).toBe("off");
    const checked = defineConfig(config({ sources: { web: source } }));
    expect(defineConfig(checked as BridgeConfigInput)).toEqual(checked);
  });

  it.each([
    [{ hours: "none" }, 'sources.web.hours: write "requested", "conservative" or { off:'],
    [{ hours: { off: {} } }, "sources.web.hours"],
  ])("that cannot be are named with the remedy: %j", (more, message) => {
    expect(() => packOf("json", more)).toThrow(message);
  });

  it("name paused states by their code", () => {
    const paused = (region: string) => defineConfig(config({ policies: { hours: { pausedRegions: [region] } } }));
    expect(paused("US-LA").policies.hours.pausedRegions).toEqual(["US-LA"]);
    expect(() => paused("Louisiana")).toThrow("policies.hours.pausedRegions.0: write a state or province");
  });
});

describe("a configuration", () => {
  it("needs an account and a source, and fills in the rest", () => {
    expect(defineConfig(config())).toMatchObject({
      accounts: { main: { timeZone: "UTC" } },
      sources: { web: { country: "US", report: [] } },
      policies: { duplicateWindowHours: 24, phoneWindowHours: 24, staleAfterHours: 12, paused: false },
    });
  });

  it.each([
    [{ sources: { web: { ...source, team: "sales" } } }, "sources.web.team"],
    [{ sources: { web: { ...source, account: "other" } } }, "sources.web.account: name one of the accounts: main"],
    [
      { sources: { web: { ...source, connector: "typofrom" } } },
      'sources.web.connector: no source connector is called "typofrom"',
    ],
    [{ sources: { web: { ...source, country: "Narnia" } } }, "sources.web.country: use a two-letter country code"],
    [{ sources: { web: { ...source, report: ["crm"] } } }, "sources.web.report.0: name one of the crms: none"],
    [{ sources: { "Web Form": source } }, "sources.Web Form"],
    [{ sources: { web: { ...source, teem: 1 } } }, "teem"],
    [{ sources: { web: { ...source, settings: { maping: {} } } } }, "sources.web.settings"],
    [{ accounts: { main: { timeZone: "Mars/Base" } } }, "accounts.main.timeZone: use an IANA time zone"],
    [{ crms: { crm: { connector: "json" } } }, 'crms.crm.connector: no CRM connector is called "json"'],
    [{ crms: { crm: { connector: "webhook", settings: { url: "http://crm.example.com" } } } }, "crms.crm.settings.url"],
    [
      { sources: { web: { ...source, connector: "typeform", limits: { perVisitor: 10 } } } },
      "sources.web.limits.perVisitor: leave it out; the visitors of this source are not known",
    ],
    [
      { sources: { web: { ...source, consent: { text: "I agree" } } } },
      'sources.web.consent.field: name the field with the answer; only method "button" goes without one',
    ],
    [
      { sources: { web: { ...source, consent: { field: "tcpa", text: "I agree", purposes: ["text"] } } } },
      'sources.web.consent.purposes: name "call" among them',
    ],
    [{ sources: { web: { ...source, consent: { field: "tcpa" } } } }, "sources.web.consent.text"],
    [{ routes: [{ when: { source: "gone" }, team: 1 }] }, "routes.0.when.source: name one of the sources: web"],
    [{ policies: { staleAfterHours: -1 } }, "policies.staleAfterHours"],
    [
      { policies: { payloadDays: 14 } },
      "policies.payloadDays: use 15 or more: phoneWindowHours, and the two weeks of redials",
    ],
    [{ policies: { payloadDays: 40, phoneWindowHours: 27 * 24 } }, "policies.payloadDays: use 41 or more"],
    [
      { policies: { payloadDays: 120, ledgerDays: 120 } },
      "policies.ledgerDays: use 121 or more: longer than payloadDays and duplicateWindowHours",
    ],
    [{ policies: { heldDays: 400 } }, "policies.heldDays: use less than ledgerDays"],
    [{ policies: { heldDays: 0 } }, "policies.heldDays"],
    [
      { crms: { crm: { connector: "hubspot" } }, sources: { web: { ...source, report: ["crm", "crm"] } } },
      'sources.web.report.1: "crm" is named twice; remove one',
    ],
    [
      { crms: twoPortals, sources: { web: { ...source, connector: "hubspot", report: ["client", "agency"] } } },
      'sources.web.records: say whose records its leads are: "client" or "agency", or null for none of them',
    ],
    [
      { crms: twoPortals, sources: { web: { ...source, connector: "hubspot", report: ["client"], records: "clint" } } },
      "sources.web.records: name one of the crms with its connector: client, agency",
    ],
    [
      { crms: twoPortals, sources: { web: { ...source, report: ["client"], records: "client" } } },
      "sources.web.records: name one of the crms with its connector: none",
    ],
    [
      { sources: { "a-1": source, a1: source } },
      'sources.a1: "a-1" and "a1" would share one output of the stack; rename one',
    ],
    [{ stages: { Prod: {} } }, "stages.Prod: name the stage with up to 30 small letters"],
    [{ stages: { prod: { alarmMail: "a@example.com" } } }, "alarmMail"],
    [{ stages: { prod: { domainName: "a.example.com" } } }, "stages.prod.domainName: add certificateArn"],
    [{ stages: { prod: { customerManagedKey: "true" } } }, "stages.prod.customerManagedKey: say true or false"],
    [{ stages: { prod: { reservedConcurrency: 0 } } }, "stages.prod.reservedConcurrency: give the runs to reserve"],
    [
      { stages: { prod: { crmBaseUrls: { hub: "https://crm.example.com" } } } },
      "stages.prod.crmBaseUrls.hub: name one of the crms: none",
    ],
    [{ sources: { "web-": source, web: source } }, 'sources.web: "web-" and "web" would share'],
    [{ policies: { phoneWindowHours: 0.1 } }, "policies.phoneWindowHours: use 0.2 or more: a dial"],
    [{ accounts: { main: {}, other: { id: "main" } } }, 'accounts.other.id: "main" has this id'],
    [{ accounts: { main: { id: "first" }, other: { id: "first" } } }, 'accounts.other.id: "main" has this id'],
    [{ accounts: { main: { id: "other" }, other: { id: "main" } } }, "accounts.main.id: another account has this as"],
    [
      { accounts: { main: {}, b: { token: "main" } } },
      'accounts.b.accountId: accounts with the token "main" would get each other',
    ],
    [{ accounts: { main: {}, b: { token: "main", accountId: 7 } } }, "accounts.b.accountId: accounts with the token"],
    [
      { accounts: { main: { token: "t", accountId: 7 }, b: { token: "t", accountId: 7 } } },
      "accounts.b.accountId: accounts with the token",
    ],
    [
      { accounts: { main: { id: "first" }, b: { token: "first" } } },
      'accounts.b.accountId: accounts with the token "first"',
    ],
  ])("that cannot work names path and remedy: %j", (changes, message) => {
    expect(() => defineConfig(config(changes))).toThrow(ConfigError);
    expect(() => defineConfig(config(changes))).toThrow(message);
  });

  it("limits what anybody can send, through a form of one's own or through a vendor's, and nothing else", () => {
    const keys = connectors.flatMap(({ key, ...connector }) => ("intake" in connector ? [key] : []));
    const sources = Object.fromEntries(keys.map((key) => [key, { ...source, connector: key }]));
    const { limits, source: sourceOf } = bridgeOf(defineConfig(config({ sources })));
    const without = keys.filter((key) => limits(key).perHour === undefined);
    // A CRM's own people decide what it sends.
    const crms = abouts.flatMap(({ key }) => (keys.some((each) => each === key) ? [key] : []));
    expect([...without].sort()).toEqual(
      [
        ...["json", ...crms],
        ...["google-ads", "meta-lead-ads", "linkedin-lead-gen", "tiktok-lead-gen", "zapier", "make"],
      ].sort(),
    );
    expect(keys.filter((key) => sourceOf(key)?.fromStrangers !== true)).toEqual(without);
    expect(limits("html-form")).toEqual({ perHour: 500, perVisitor: 10 });
    expect(limits("typeform")).toEqual({ perHour: 500 });
  });

  it("has the leads of strangers end by themselves when nobody releases them, and nobody else's", () => {
    const sources = {
      web: source,
      form: { ...source, connector: "html-form" },
      quiz: { ...source, connector: "tally" },
    };
    const daysOf = (changes: object = {}) => {
      const bridge = bridgeOf(defineConfig(config({ sources, ...changes })));
      return Object.keys(sources).map((name) => bridge.source(name)?.retention?.heldDays);
    };
    expect(daysOf()).toEqual([undefined, 14, 14]);
    expect(daysOf({ policies: { heldDays: 3 } })).toEqual([undefined, 3, 3]);
  });

  it("may set other limits, and some where there are none", () => {
    const [few, many] = [{ perHour: 3 }, { perHour: 1_000, perVisitor: 100 }];
    const form = { ...source, connector: "html-form" };
    const sources = { web: { ...source, limits: few }, campaign: { ...form, limits: many }, plain: form };
    const { limits } = bridgeOf(defineConfig(config({ sources })));
    expect([limits("web"), limits("campaign"), limits("constructor")]).toEqual([few, many, {}]);
  });

  it("may have sources whose names are only similar", () => {
    const sources = { "web-form": source, webform: source, "a-1": source, "a-2": source };
    expect(Object.keys(defineConfig(config({ sources })).sources)).toEqual(Object.keys(sources));
  });

  it("names all its faults at once", () => {
    const faulty = () =>
      defineConfig(config({ accounts: { main: { timeZone: "x" } }, policies: { staleAfterHours: 0 } }));
    expect(faulty).toThrow(/accounts\.main\.timeZone[\s\S]*policies\.staleAfterHours/);
  });

  it("files a renamed account under its id, however often it is checked; sources may name it either way", () => {
    const sources = { web: { ...source, account: "headquarters" }, app: { ...source, account: "main" } };
    const once = defineConfig(config({ accounts: { headquarters: { id: "main", paused: true } }, sources }));
    const twice = defineConfig(once);
    expect(twice).toEqual(once);
    const bridge = bridgeOf(twice);
    expect(bridge.accounts).toMatchObject([{ name: "main", label: "headquarters", token: "main" }]);
    expect([bridge.account("main"), bridge.account("headquarters")]).toEqual([...bridge.accounts, ...bridge.accounts]);
    expect([bridge.source("web")?.account, bridge.source("app")?.account]).toEqual(["main", "main"]);
    expect(bridge.policies.pausedAccounts).toEqual(["main"]);
  });

  it("has clients of one agency under one token, each with its own accountId", () => {
    const accounts = { main: { token: "agency", accountId: 1 }, b: { token: "agency", accountId: 2 } };
    expect(Object.keys(defineConfig(config({ accounts })).accounts)).toEqual(["main", "b"]);
  });

  it("has no source, account or CRM called like a property of every object", () => {
    const bridge = bridgeOf(defineConfig(config()));
    for (const name of ["constructor", "__proto__", "toString"]) {
      expect([bridge.source(name), bridge.crm(name), bridge.account(name)]).toEqual([undefined, undefined, undefined]);
    }
  });
});

describe("whose records a source's leads are", () => {
  const hubspot = { ...source, connector: "hubspot" };
  const recordsOf = (web: object) =>
    bridgeOf(defineConfig(config({ crms: twoPortals, sources: { web } }))).source("web")?.records;

  it.each([
    [{ ...hubspot, report: ["client"] }, "client"],
    [{ ...hubspot, report: ["client", "agency"], records: "agency" }, "agency"],
    [{ ...hubspot, report: ["agency"], records: "client" }, "client"],
    [{ ...hubspot, report: ["agency"], records: null }, undefined],
    [{ ...hubspot, report: [] }, undefined],
    [{ ...source, report: ["client"] }, undefined],
  ])("is said, or plain from where it reports: %j", (web, expected) => {
    expect(recordsOf(web)).toBe(expected);
  });
});
