import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../../lambda/config/schema.ts";
import { platformOpener } from "../../../../lambda/connectors/kit/in/open-platform.ts";
import { accessOpener } from "../../../../lambda/connectors/kit/open-access.ts";
import { timing } from "../../../../lambda/lead/timing.ts";
import type { OutgoingRequest, Send, Sent } from "../../../../lambda/runtime/http-client.ts";
import { crmTokens } from "../../../../lambda/steps/crm-tokens.ts";
import { fetchLead } from "../../../../lambda/steps/dial-lead/fetch-lead.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { crmAccessRights } from "../../../../lib/table-rights.ts";
import { aBridge, aClock, aLog, someIds } from "../../../fakes/bridge.ts";
import { answered } from "../../../fakes/fake-send.ts";
import { aLead, minutes, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

/** A lead that came as an id is fetched with the access of the CRM whose record it is. */

const app = { client_id: "our-id", client_secret: "our-secret", refresh_token: "refresh-0" };

/** HubSpot as it lets an app in: each token holds half an hour, and a refresh token stays in force. */
function aHubSpot(now: () => Date) {
  let good = { token: "pat-of-the-crm", until: Number.POSITIVE_INFINITY };
  let count = 0;
  let isOver = false;
  const renewals: string[] = [];
  const read: string[] = [];
  const renew = (): Sent => {
    if (isOver) return answered(400, { error: "invalid_grant", message: "refresh-0 was revoked" });
    count += 1;
    good = { token: `access-${count}`, until: now().getTime() + 30 * minutes };
    return answered(200, { access_token: good.token, expires_in: 1_800, refresh_token: "refresh-0" });
  };
  const send: Send = async ({ url, headers = {} }: OutgoingRequest) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (url.endsWith("/token")) {
      renewals.push(url);
      return renew();
    }
    const token = (headers.authorization ?? "").replace("Bearer ", "");
    if (token !== good.token || now().getTime() >= good.until) return answered(401, { message: `${token} is expired` });
    read.push(`${token} ${new URL(url).origin}`);
    return answered(200, { results: [{ id: "7", properties: { phone: "+12125550188", firstname: "Yusuf" } }] });
  };
  return {
    send,
    /** Renewals that were asked for. */
    renewals,
    /** With which tokens contacts were read, and where. */
    read,
    endEarly: () => {
      good = { ...good, token: "none" };
    },
    revoke: () => {
      good = { ...good, token: "none" };
      isOver = true;
    },
  };
}

const usual: Partial<BridgeConfigInput> = {
  crms: { hub: { connector: "hubspot" } },
  sources: {
    contacts: { connector: "hubspot", account: "main", team: 1, report: ["hub"], settings: { on: "created" } },
  },
};

/** Workers of dial-lead that fetch leads of HubSpot by their ids. */
function aTown(config: Partial<BridgeConfigInput> = usual) {
  const memory = memoryStore();
  const store = limitedTo("dial-lead", memory, { also: crmAccessRights });
  const clock = aClock(noon);
  const log = aLog();
  const hubspot = aHubSpot(clock.now);
  const secrets = {
    crms: {} as Record<string, Record<string, string>>,
    sources: {} as Record<string, Record<string, string>>,
  };
  const newId = someIds("lease");
  const sleep = async (ms: number) => {
    clock.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const bridge = aBridge(config);
  const aWorker = () => {
    const openAccess = accessOpener(async () => secrets.crms, {
      baseUrls: {},
      access: crmTokens({ accesses: store.accesses, newId, now: clock.now, sleep, log }),
      send: hubspot.send,
      now: clock.now,
    });
    const openPlatform = platformOpener(async () => secrets.sources, {
      baseUrls: {},
      openAccess,
      send: hubspot.send,
      now: clock.now,
    });
    const deps = { bridge, store, openPlatform, timeLeftMs: () => 60 * seconds, now: clock.now, log };
    return {
      /** Takes a new lead in, fetches it, and tells how it stands then. */
      async fetch(name: string) {
        const door = { source: "contacts", account: "main", country: "US", duplicateWindowMs: 0 } as const;
        const lead = aLead({ phone: undefined, reference: "7", externalId: name }, { door });
        await memory.leads.add(lead);
        await fetchLead(lead, deps);
        return memory.leads.find(lead.id);
      },
    };
  };
  return { clock, log, hubspot, secrets, aWorker };
}

const isWhole = { state: "ready", person: { firstName: "Yusuf", phone: "+12125550188" } };

describe("a source without credentials whose leads are a CRM's records", () => {
  it("is fetched with the CRM's token, which is written once", async () => {
    const { hubspot, secrets, aWorker } = aTown();
    secrets.crms = { hub: { token: "pat-of-the-crm" } };
    expect(await aWorker().fetch("one")).toMatchObject(isWhole);
    expect(hubspot.read).toEqual(["pat-of-the-crm https://api.hubapi.com"]);
  });

  it("is fetched with credentials of its own where it has some", async () => {
    const { hubspot, secrets, aWorker } = aTown();
    secrets.crms = { hub: app };
    secrets.sources = { contacts: { token: "pat-of-the-crm" } };
    expect(await aWorker().fetch("one")).toMatchObject(isWhole);
    expect([hubspot.read, hubspot.renewals]).toEqual([["pat-of-the-crm https://api.hubapi.com"], []]);
  });

  it("is fetched with access that an app has renewed: once for all workers, however many leads come", async () => {
    const { clock, hubspot, secrets, aWorker } = aTown();
    secrets.crms = { hub: app };
    const workers = Array.from({ length: 6 }, aWorker);
    const leads = await Promise.all(workers.map((worker, at) => worker.fetch(`lead-${at}`)));
    for (const lead of leads) expect(lead).toMatchObject(isWhole);
    expect(hubspot.renewals).toHaveLength(1);
    clock.pass(30 * minutes);
    expect(await aWorker().fetch("later")).toMatchObject(isWhole);
    expect(hubspot.renewals).toHaveLength(2);
    expect(new Set(hubspot.read)).toEqual(
      new Set(["access-1 https://api.hubapi.com", "access-2 https://api.hubapi.com"]),
    );
  });

  it("is asked once more with new access where the CRM ended the old one early", async () => {
    const { hubspot, secrets, aWorker } = aTown();
    secrets.crms = { hub: app };
    await aWorker().fetch("one");
    hubspot.endEarly();
    expect(await aWorker().fetch("two")).toMatchObject(isWhole);
    expect(hubspot.renewals).toHaveLength(2);
  });

  it("waits for credentials where neither has any, and goes on with them", async () => {
    const { secrets, aWorker } = aTown();
    expect(await aWorker().fetch("one")).toMatchObject({ state: "held", reason: "platform-credentials-missing" });
    secrets.crms = { hub: app };
    expect(await aWorker().fetch("two")).toMatchObject(isWhole);
  });

  it("waits for a person where the app was revoked, and looks again by itself; no secret is in what is said of it", async () => {
    const { hubspot, secrets, log, aWorker } = aTown();
    secrets.crms = { hub: app };
    await aWorker().fetch("one");
    hubspot.revoke();
    const lead = await aWorker().fetch("two");
    expect(lead).toMatchObject({ state: "held", reason: "platform-credentials-refused", dueFor: "dial-lead" });
    expect(Date.parse(lead?.dueAt ?? "") - noon.getTime()).toBeLessThanOrEqual(timing.heldRetry + minutes);
    for (const said of [JSON.stringify(lead), JSON.stringify(log.lines)])
      for (const secret of ["refresh-0", "our-secret", "access-1"]) expect(said).not.toContain(secret);
  });

  it("never has the access of a CRM whose records its leads are not", async () => {
    const { sources } = usual;
    const { secrets, aWorker } = aTown({
      ...usual,
      sources: { contacts: { ...sources?.contacts, records: null } as never },
    });
    secrets.crms = { hub: { token: "pat-of-the-crm" } };
    expect(await aWorker().fetch("one")).toMatchObject({ reason: "platform-credentials-missing" });
  });
});

describe("a platform that is opened by its CRM", () => {
  const { bridge } = { bridge: aBridge(usual) };
  const { intake, platformCrm: crm } = bridge.source("contacts") ?? {};
  const platform = { ...intake?.platform } as NonNullable<NonNullable<typeof intake>["platform"]>;
  const open = (renewed: { token: string; apiUrl?: string }, send: Send, baseUrls = {}) => {
    const access = { ...crm?.access, renewal: { apiHosts: /\.hub\.example$/, renew: () => Promise.reject() } };
    const openAccess = accessOpener(async () => ({ hub: app }), {
      baseUrls: {},
      access: { tokenFor: async () => renewed },
      send,
      now: () => noon,
    });
    const opener = platformOpener(async () => ({}), { baseUrls, openAccess, send, now: () => noon });
    return opener({ source: "contacts", platform, crm: { name: "hub", access } as never }, () => 60_000);
  };
  const sendTo = (urls: string[]): Send => {
    return async ({ url }) => {
      urls.push(new URL(url).origin);
      return answered(200, { results: [] });
    };
  };

  it("is asked where the CRM says that this account's API lives, or where somebody who tries it out says", async () => {
    const urls: string[] = [];
    const renewed = { token: "t", apiUrl: "https://eu.hub.example" };
    await (await open(renewed, sendTo(urls)))?.http.get("/contacts");
    await (await open(renewed, sendTo(urls), { contacts: "http://127.0.0.1:1" }))?.http.get("/contacts");
    expect(urls).toEqual(["https://eu.hub.example", "http://127.0.0.1:1"]);
  });

  it("shows who we are there by the CRM's credentials, so that our own events are known", async () => {
    expect((await open({ token: "t" }, sendTo([])))?.credentials).toEqual(app);
  });
});
