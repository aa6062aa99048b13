import { spawnSync } from "node:child_process";
import type { Ring } from "../../../../stand-ins/callingly/model.ts";
import type { CrmRecord } from "../../../../stand-ins/kit/crm.ts";
import { clone } from "../cdk.ts";
import type { Check, Deployed } from "../deployed.ts";
import type { Sendable } from "../senders.ts";

/** The path of a lead, from its sender to the phone and to the CRM. */

const [form, json, hubspot]: readonly [Sendable, Sendable, Sendable] = [
  { firstName: "Zoë", lastName: "Lake", phone: "+12065550100", email: "zoe@example.com" },
  { firstName: "Ben", lastName: "Marsh", phone: "+12095550100", email: "ben@example.com" },
  { firstName: "Maya", lastName: "Tate", phone: "+12135550100", email: "maya@example.com" },
];

/** Rings that the bridge asked for; a Callingly team may ring again by itself. */
const askedRings = ({ standIns }: Pick<Deployed, "standIns">): Ring[] =>
  standIns.callingly.core.rings.filter(({ by }) => by === "create");

const digits = (phone: string): string => phone.replace(/\D/g, "").slice(-10);

const recordOf = ({ standIns }: Deployed, { phone }: Sendable): CrmRecord | undefined =>
  standIns.records().find((record) => digits(record.phone) === digits(phone));

export const answers: Check = {
  name: "the front door answers",
  async run({ url, waitFor }) {
    // A new address takes a moment to be known everywhere.
    const isUp = async (path: string) => (await fetch(`${url}${path}`).catch(() => undefined))?.status === 200;
    await waitFor("GET /health answers 200", () => isUp("/health"), 60_000);
    await waitFor("GET /form.js answers 200", () => isUp("/form.js"), 60_000);
    return "/health and /form.js";
  },
};

/** As a person would: values typed into the secrets that the outputs name. */
export const fillSecrets: Check = {
  name: "secrets are filled in by hand",
  async run({ cloud, outputs, standIns: { callingly, crms } }) {
    const credentials = Object.fromEntries([...crms.crms].map(([name, crm]) => [name, crm.credentials]));
    await cloud.putSecret(outputs.CallinglyTokensSecret ?? "", { main: callingly.token });
    await cloud.putSecret(outputs.CrmCredentialsSecret ?? "", credentials);
    return "CallinglyTokensSecret, CrmCredentialsSecret";
  },
};

/** Runs the command that the output `SourceKeysHint` shows. @param project the folder in which it is typed */
export const showAddresses = (
  configPath: string,
  env: Readonly<Record<string, string | undefined>>,
  project = clone,
): Check => ({
  name: "the command in SourceKeysHint prints the sources' addresses",
  async run({ outputs: { SourceKeysHint = "", ApiUrl = "" }, url, senders }) {
    const [command = "", ...args] = SourceKeysHint.split(" ");
    const { status, stdout, stderr } = spawnSync(command, [...args, "--json"], {
      cwd: project,
      encoding: "utf8",
      env: { ...env, BRIDGE_CONFIG: configPath, npm_config_loglevel: "silent" },
    });
    if (status !== 0) throw new Error(`\`${SourceKeysHint}\` ended with ${status}: ${stderr}`);
    const addresses = addressesIn(JSON.parse(stdout));
    senders.use(Object.fromEntries(Object.entries(addresses).map(([name, of]) => [name, of.replace(ApiUrl, url)])));
    return Object.keys(addresses).join(", ");
  },
});

/** From `{"website": "https://…"}` or `[{"source": "website", "url": "https://…"}]`. */
const addressesIn = (told: Record<string, string> | { source: string; url: string }[]): Record<string, string> =>
  Array.isArray(told) ? Object.fromEntries(told.map(({ source, url }) => [source, url])) : told;

/** Callingly is told by the deployed bridge where results go. @param wake lets the minute pass at once, where it can */
export const registerWebhooks = (wake: boolean): Check => ({
  name: wake ? "reconcile registers the webhook at Callingly" : "the schedule registers the webhook at Callingly",
  async run({ url, cloud, standIns, waitFor }) {
    const start = Date.now();
    const ours = () =>
      standIns.callingly.core.records.all("webhook").filter(({ target_url }) => target_url.startsWith(`${url}/`));
    if (wake) await cloud.invoke("ReconcileFunction", { tick: "minute" });
    // The README promises two minutes; a secret that was read before it was filled counts for another.
    await waitFor("a webhook that leads to the bridge", () => ours().length > 0, 200_000);
    if (ours().length !== 1) throw new Error(`${ours().length} webhooks lead to the bridge instead of one`);
    return `one, after ${Math.round((Date.now() - start) / 1000)} s`;
  },
});

export const ringEachOnce: Check = {
  name: "a form, a JSON and a HubSpot lead each ring once",
  async run(bridge) {
    const { senders, waitFor } = bridge;
    const start = Date.now();
    await senders.byForm("website", form);
    await senders.byJson("anything", json, "first");
    await senders.byHubspot("hubspot", hubspot);
    for (const { phone } of [form, json, hubspot]) {
      await waitFor(`${phone} rings`, () => ringsOf(bridge, phone).length > 0, 90_000);
    }
    const last = Math.max(...askedRings(bridge).map(({ at }) => at));
    return `the last ${((last - start) / 1000).toFixed(1)} s after the first was sent`;
  },
};

/** @param wake gives the minute's tick by hand until the results are there */
export const reportEachOnce = (wake: boolean): Check => ({
  name: "each result is in its CRM, once",
  async run(bridge) {
    const isTold = async (one: Sendable) => {
      if (wake) await bridge.cloud.invoke("ReportCallFunction", { tick: "minute" });
      return recordOf(bridge, one)?.calls.some(({ outcome }) => outcome !== "") === true;
    };
    const seen: string[] = [];
    for (const one of [form, json, hubspot]) {
      await bridge.waitFor(`the result of ${one.phone} is in the CRM`, () => isTold(one), 180_000);
      const { calls = [], summary } = recordOf(bridge, one) ?? {};
      if (calls.length !== 1) throw new Error(`The CRM holds ${calls.length} calls of ${one.phone} instead of one`);
      seen.push(`${calls[0]?.outcome} (${summary})`);
    }
    return seen.join(", ");
  },
});

export const knowRepeats: Check = {
  name: "a lead that is sent again is known, and rings nobody",
  async run(bridge) {
    const first = await bridge.senders.byJson("anything", json, "first");
    const again = await bridge.senders.byJson("anything", json, "first");
    if (first.status !== "duplicate" || again.leadId !== first.leadId) {
      throw new Error(`It was answered ${JSON.stringify(first)} and ${JSON.stringify(again)}`);
    }
    if (ringsOf(bridge, json.phone).length !== 1) throw new Error("It rang again");
    return "duplicate, with the same id";
  },
};

export const refuseStrangers: Check = {
  name: "without a key nothing is accepted",
  async run({ url }) {
    const { status } = await fetch(`${url}/leads/anything/not-the-key`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ first_name: "Eve", phone: "+12125550100" }),
    });
    if (status < 400 || status >= 500) throw new Error(`A wrong key was answered ${status}`);
    return `answered ${status}`;
  },
};

export const ringsOf = (bridge: Pick<Deployed, "standIns">, phone: string): Ring[] =>
  askedRings(bridge).filter(({ phone_number }) => phone_number === phone);
