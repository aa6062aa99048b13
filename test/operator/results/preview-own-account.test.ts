import { describe, expect, it } from "vitest";
import { abouts } from "../../../lambda/connectors/about.ts";
import { exampleNow, examples } from "../../../operator/results/preview/examples.ts";
import { findCrm } from "../../../operator/results/preview/find-crm.ts";
import { givenResults } from "../../../operator/results/preview/given-results.ts";
import { previewResults } from "../../../operator/results/preview/preview-results.ts";
import { playAlone } from "../../../stand-ins/crms/index.ts";
import type { DemoCrm } from "../../../stand-ins/kit/crm.ts";

/** What would be written in an account whose stages, statuses, users and fields are its own: no stand-in has heard of them. */

const own: Readonly<Record<string, object>> = {
  attio: { statusAttribute: "own_status", leadStatus: { contacted: "Reached" }, fields: { attempts: "own_attempts" } },
  close: { ownerId: "user_own", leadStatus: { contacted: "stat_1ZdiZqcSIkoGVnNOyxiEY58eTGQmFNG3LPlEVQTest" } },
  copper: { activityTypeId: "190712", ownerId: "159777", leadStatus: { contacted: "9" }, fields: { attempts: "5551" } },
  dynamics365: {
    ownerId: "75c2dd85-e89e-4711-8122-000d3aa2331c",
    leadStatus: { contacted: "0/100000001" },
    outcomeField: { name: "own_outcome", values: { contacted: "7" } },
    fields: { attempts: "own_attempts" },
  },
  espocrm: { ownerId: "65b2f1c0aa11d0001", leadStatus: { contacted: "Reached" }, recordingField: "cOwnRecording" },
  followupboss: { ownerId: "77", stage: { contacted: "Own stage" }, fields: { attempts: "customOwn" } },
  freshsales: { contactStatus: { contacted: "70000441" }, fields: { attempts: "cf_own" } },
  hubspot: { ownerId: "71234501", leadStatus: { contacted: "REACHED" }, fields: { attempts: "call_attempts_own" } },
  keap: { ownerId: "9", tag: { contacted: "207" }, outcomeField: "15", fields: { attempts: "16" } },
  odoo: {
    ownerId: "44",
    stages: { contacted: "42" },
    tags: { contacted: "77" },
    fields: { attempts: "x_own_attempts" },
  },
  salesforce: {
    domain: "acme.my.salesforce.com",
    ownerId: "0055e00000AbCdE",
    leadStatus: { contacted: "Reached" },
    recordingField: "Own_Recording__c",
    callIdField: "Own_Id__c",
    fields: { attempts: "Own_Attempts__c" },
  },
  suitecrm: {
    ownerId: "c9b028f8-38d1-5dd7-87e5-0aaef3482b94",
    leadStatus: { contacted: "Reached" },
    fields: { attempts: "own_attempts_c" },
  },
  twenty: { statusField: "ownStatus", leadStatus: { contacted: "REACHED" }, fields: { attempts: "ownAttempts" } },
  "zendesk-sell": { ownerId: "9", leadStatus: { contacted: "Reached" }, outcomes: { contacted: "8" } },
  zoho: { ownerId: "5725767000000411777", leadStatus: { contacted: "Reached" }, fields: { attempts: "Own_Attempts" } },
};

const found = (name: string) => {
  const usual = abouts
    .find(({ key }) => key === name)
    ?.settings.map(({ name: setting, usual: value }) => [setting, value]);
  return findCrm(name, undefined, { from: "a test", settings: { ...Object.fromEntries(usual ?? []), ...own[name] } });
};
const play = (name: string, words: ReadonlySet<string>) => async (): Promise<DemoCrm> => {
  const played = playAlone(name, exampleNow, words);
  if (!played) throw new Error(`${name} is not played`);
  return played;
};

describe.each(Object.keys(own))("the preview of an account of one's own in %s", (name) => {
  it("refuses nothing that its settings name, for any kind of result", async () => {
    const crm = found(name);
    const results = await previewResults(crm, examples, play(name, crm.own), exampleNow);
    expect(results.flatMap(({ refused }) => refused ?? [])).toEqual([]);
  });
});

it("a name that the settings do not have is refused as the CRM refuses it", async () => {
  const crm = found("copper");
  const results = await previewResults(crm, examples, play("copper", new Set()), exampleNow);
  expect(results.flatMap(({ refused }) => refused ?? [])).not.toEqual([]);
});

it("a preview shows the address of the organisation that the settings name", async () => {
  const crm = found("salesforce");
  const [connected] = await previewResults(crm, examples.slice(0, 1), play("salesforce", crm.own), exampleNow);
  expect(connected?.requests.map(({ url }) => new URL(url).host)).toEqual(
    expect.arrayContaining(["acme.my.salesforce.com"]),
  );
});

it("a record's own id stands in the requests however short it is", async () => {
  const crm = findCrm("pipedrive", undefined, { from: "a test", settings: { personLabels: { contacted: "9" } } });
  const record = { type: "deal", id: "552" };
  const scenes = givenResults("a test", {
    ...{ callId: "48213977", final: true, status: "completed", outcome: "contacted", seconds: 552 },
    ...{
      startedAt: "2026-06-15T14:31:05Z",
      phone: "+12025550143",
      lead: { person: { phone: "+12025550143" }, record },
    },
  });
  const [given] = await previewResults(crm, scenes, play("pipedrive", crm.own), exampleNow);
  expect(given?.requests.map(({ url }) => new URL(url).pathname)).toContain("/api/v2/deals/552");
});
