import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defineConfig } from "../../../lambda/config/schema.ts";
import { bundleFunctions, type FunctionName, functionNames } from "../../../lib/bundling/bundle.ts";
import { readConfig } from "../../../lib/synth/read-config.ts";
import { synthesiseStack } from "../../../lib/synth/synthesise.ts";
import { startBridge } from "../../../local/bridge.ts";
import { openStage } from "../../../operator/stage/open-stage.ts";
import type { Ring } from "../../../stand-ins/callingly/model.ts";
import { tempDir } from "../../lib/template.ts";
import { recordsOf } from "../../local/bridge-user.ts";
import { silentOutput } from "../../local/silent.ts";
import { until } from "../../local/until.ts";
import { fileOf, functionsOf, isHere, lastRelease } from "./release.ts";

/**
 * Functions of the last release and of today at one table, as they are for the seconds of a deployment, and after it
 * is rolled back: each reads what the other has written. Two mixtures have each function once with the one before it and the one
 * after it of the other version; `RELEASE_MIXTURES=all` tries every mixture.
 */

const isTried = isHere(lastRelease);
const configPath = join(import.meta.dirname, "both.config.ts");

const every: readonly (readonly FunctionName[])[] = Array.from({ length: 2 ** functionNames.length - 2 }, (_, at) =>
  functionNames.filter((_name, bit) => (at + 1) & (1 << bit)),
);
const usual: typeof every = [
  ["accept-lead", "hear-call", "reconcile"],
  ["dial-lead", "report-call"],
];
const mixtures = isTried ? (process.env.RELEASE_MIXTURES === "all" ? every : usual) : [];

describe(`the release ${lastRelease.version}`, () => {
  it("is tried, or it is said that it is not", () => {
    if (isTried) expect(JSON.parse(fileOf(lastRelease, "package.json")).version).toBe(lastRelease.version);
    else
      console.warn(
        `NOT TRIED: the functions of release ${lastRelease.version} with today's table. Commit ${lastRelease.commit} is not in this copy of the repository (git fetch --unshallow).`,
      );
  });

  it.each(mixtures.map((old) => ({ old })))(
    "does its part with today's functions: $old of the release, the others of today",
    async ({ old }) => {
      const { bridge, stage } = await running(old);
      const [dana, robin, kim] = ["+12025550141", "+12125550142", "+13035550143"];

      // Whoever said no is on the list before their lead comes.
      const door = bridge.sources.anything?.url ?? "";
      expect((await post(door.replace("/leads/", "/opt-out/"), { phone: robin })).status).toBe(200);
      const leads = { dana: lead("1", dana), robin: lead("2", robin), nobody: lead("3", "12345") };
      const ids = Object.fromEntries(
        await Promise.all(Object.entries(leads).map(async ([who, body]) => [who, (await post(door, body)).lead_id])),
      );
      // The same request again, as senders do.
      expect((await post(door, leads.dana)).lead_id).toBe(ids.dana);

      const told = async () => {
        const records = await recordsOf(bridge);
        return records.flatMap(({ id, calls }) => calls.map(({ callId }) => ({ record: id, callId })));
      };
      const read = (id = "") => stage.store.leads.find(id);
      /** Its first call has ended and is in the CRM; a team may dial again whom it missed, as teams at Callingly do. */
      const isTold = (id: string | undefined) => async () => {
        const lead = await read(id);
        return (
          lead?.state === "completed" &&
          lead.callId !== undefined &&
          (await told()).some(({ callId }) => callId === lead.callId)
        );
      };
      await until("the result is in the CRM", isTold(ids.dana), 30_000);
      // The same person once more, whom the first lead has rung.
      const again = await post(door, lead("4", dana));
      // One that is accepted when the first is told, and rung by whatever version dials.
      const next = await post(door, lead("5", kim));
      await until("the second result is in the CRM", isTold(next.lead_id), 30_000);
      const isAt = (id: string | undefined, state: string) => async () => (await read(id))?.state === state;
      await until("who said no is not called", isAt(ids.robin, "suppressed"), 30_000);
      await until("what is no number waits", isAt(ids.nobody, "held"), 30_000);
      await until("the person's second lead is one with the first", isAt(again.lead_id, "merged"), 30_000);

      const rings = await json<Ring[]>(`${bridge.callingly.url}/_standin/rings`);
      expect(rings.filter(({ by }) => by === "create").map((ring) => ring.phone_number)).toEqual([dana, kim]);
      // The merged lead's record hears of the call as well, and each record once.
      const activities = (await told()).map(({ record, callId }) => `${record} ${callId}`);
      expect(activities.filter((each, at) => activities.indexOf(each) !== at)).toEqual([]);
    },
    120_000,
  );
});

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

/** The bridge of this machine, some of whose functions are the release's. */
async function running(old: readonly FunctionName[]) {
  const config = await readConfig(configPath);
  const dir = tempDir();
  const [release, today] = await Promise.all([
    functionsOf(lastRelease, config),
    bundleFunctions(defineConfig(config), join(dir, "today")),
  ]);
  const bundles = { ...today, ...Object.fromEntries(old.map((name) => [name, release[name]])) };
  const assembly = join(dir, "assembly");
  synthesiseStack(config, bundles, { stage: "local", outdir: assembly, validation: false });
  const bridge = await startBridge({ configPath, assembly, port: 0, speed: 600, output: silentOutput() });
  closers.push(bridge.close);
  return { bridge, stage: await openStage({ stage: "local", local: bridge.crm.url }) };
}

const lead = (id: string, phone: string) => ({ id, phone, name: "Dana Field", zip: "20001" });

async function post(url: string, body: object): Promise<{ status: number; lead_id?: string }> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return { ...((await response.json()) as object), status: response.status };
}

const json = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;
