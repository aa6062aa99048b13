import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { json, ownApi, ringsOf } from "./bridge-user.ts";
import { type SpawnedBridge, spawnBridge } from "./spawn-bridge.ts";
import { typeCommand, typedJson } from "./type-command.ts";
import { until } from "./until.ts";

/** A configuration of one's own, none of which is the demo's, with one's own servers at the far ends. */

const config = {
  accounts: { harbor: { timeZone: "Europe/Berlin" }, client: { token: "agency", accountId: 40001 } },
  crms: {
    receiver: { connector: "webhook", settings: { url: "https://crm.invalid/results" } },
    hubspot: { connector: "hubspot" },
  },
  sources: {
    web: { connector: "json", account: "harbor", team: 501, report: ["receiver"] },
    vip: { connector: "json", account: "harbor", team: 501 },
    client: { connector: "json", account: "client", team: 601, report: ["hubspot"] },
    facebook: { connector: "meta-lead-ads", account: "harbor", team: 501 },
    instagram: { connector: "meta-lead-ads", account: "harbor", team: 501 },
  },
  routes: [{ when: { source: "vip" }, team: 502 }],
};

interface Heard {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server that keeps what it is sent. */
async function recorder(
  answerTo: (request: Heard) => object,
): Promise<{ url: string; heard: Heard[]; server: Server }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part));
    request.on("end", () => {
      const one = { path: request.url ?? "", headers: request.headers, body };
      heard.push(one);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answerTo(one)));
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, server };
}

const start = () =>
  spawnBridge(["--speed", "100", "--data", join(folder, "data")], {
    BRIDGE_CONFIG: join(folder, "bridge.config.mjs"),
    CRM_BASE_URLS: JSON.stringify({ receiver: `${receiver.url}/results/` }),
    PLATFORM_BASE_URLS: JSON.stringify({ facebook: graph.url }),
  });

let folder: string;
let bridge: SpawnedBridge;
let receiver: Awaited<ReturnType<typeof recorder>>;
let graph: Awaited<ReturnType<typeof recorder>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-configuration-"));
  writeFileSync(join(folder, "bridge.config.mjs"), `export default ${JSON.stringify(config)};`);
  writeFileSync(join(folder, "token"), "own-token");
  receiver = await recorder(() => ({}));
  graph = await recorder(() => ({
    field_data: [
      { name: "full_name", values: ["Ines Costa"] },
      { name: "phone_number", values: ["+12065550133"] },
    ],
  }));
  bridge = await start();
  for (const source of ["facebook", "instagram"]) {
    const line = `secrets set source-credentials ${source}.token --from-file ${join(folder, "token")}`;
    expect(await typeCommand(bridge, line)).toMatchObject({ code: 0 });
  }
});
afterAll(async () => {
  await bridge.end("SIGTERM");
  for (const { server } of [receiver, graph]) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (source: string, lead: object) =>
  json<{ lead_id: string }>(bridge.sources[source]?.url ?? "", { method: "POST", body: JSON.stringify(lead) });
const rung = (number: string) =>
  until(`${number} rings`, async () => (await ringsOf(bridge)).find(({ phone_number }) => phone_number === number));
const notice = (id: string) => ({
  object: "page",
  entry: [{ id: "1", time: 1, changes: [{ field: "leadgen", value: { leadgen_id: id, page_id: "1", form_id: "2" } }] }],
});

it("rings every account's team, that of a route and of an agency's client too", async () => {
  await send("web", { first_name: "Ada", phone: "+12065550100" });
  await send("vip", { first_name: "Ben", phone: "+12065550111" });
  await send("client", { first_name: "Cleo", phone: "+12065550112" });
  expect(await rung("+12065550100")).toMatchObject({ team_id: 501 });
  expect(await rung("+12065550111")).toMatchObject({ team_id: 502 });
  expect(await rung("+12065550112")).toMatchObject({ team_id: 601, account_id: 40001 });
});

it("sends results to the server that CRM_BASE_URLS names, signed as the real ones are", async () => {
  const { path, headers, body } = await until("a result comes", () =>
    receiver.heard.find(({ body }) => body.includes("+12065550100")),
  );
  expect([path, headers["webhook-signature"], JSON.parse(body).data.first_name]).toEqual([
    "/results",
    expect.stringMatching(/^v1,/),
    "Ada",
  ]);
});

it("fetches leads from the server that PLATFORM_BASE_URLS names", async () => {
  await typeCommand(
    bridge,
    `secrets set source-credentials facebook.token --from-file ${join(folder, "token")} --no-check`,
  );
  await send("facebook", notice("4711"));
  await rung("+12065550133");
  expect(graph.heard.map(({ path, headers }) => [path.split("?")[0], headers.authorization])).toEqual([
    ["/v25.0/4711", "Bearer own-token"],
  ]);
});

it("holds leads of a platform that has no address, and says which variable gives it one", async () => {
  await typeCommand(
    bridge,
    `secrets set source-credentials instagram.token --from-file ${join(folder, "token")} --no-check`,
  );
  const { lead_id } = await send("instagram", notice("4712"));
  const lead = await until("it is held", async () => {
    const shown = await typedJson<{ state: string; reason: string }>(bridge, `leads show ${lead_id}`);
    return shown.state === "held" && shown;
  });
  expect(JSON.stringify(lead)).toContain("PLATFORM_BASE_URLS");
});

it("makes a case for a person's review within seconds, of which nobody rang", async () => {
  const { lead_id } = (await (await ownApi(bridge, "review-case", { method: "POST" })).json()) as { lead_id: string };
  const { stdout } = await typeCommand(bridge, "review --list");
  expect(stdout).toContain(`${lead_id}  Rehearsal Review`);
  expect(stdout).toMatch(/Callingly did not answer.*3 trustworthy and empty/);
  expect(stdout).toContain("no call with this phone");
  expect(await typeCommand(bridge, `leads redial ${lead_id} --yes`)).toMatchObject({ code: 0 });
  const { person } = await typedJson<{ person: { phone_number: string } }>(bridge, `leads show ${lead_id}`);
  await until("the second dial rings, and it alone", async () => {
    const rings = (await ringsOf(bridge)).filter(
      ({ phone_number, by }) => phone_number === person.phone_number && by === "create",
    );
    expect(rings.length).toBeLessThan(2);
    return rings.length === 1;
  });
}, 60_000);
