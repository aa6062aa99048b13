import { describe, expect, it } from "vitest";
import { jsonContent } from "../../../lambda/connectors/kit/out/content.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { espocrmHooks } from "../../../lambda/connectors/vendors/espocrm/hooks.ts";
import { TransientError } from "../../../lambda/runtime/errors.ts";
import { demoKey } from "../../../stand-ins/crms/espocrm.ts";
import { playAlone } from "../../../stand-ins/crms/index.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";

/** EspoCRM's webhooks, as its API shows them to the API user whose they are. */

const address = "https://bridge.example.com/leads/espo/key";
const webhook = (change: object = {}) => ({ id: "w1", event: "Lead.create", url: address, isActive: true, ...change });
const look = (...webhooks: object[]) => espocrmHooks.look(recordingCrm({ total: -1, list: webhooks }));

describe("EspoCRM's webhooks", () => {
  it.each([
    [undefined, ["Lead.create"]],
    [{ entity: "Contact", stopOn: "deleted" }, ["Contact.create", "Contact.delete"]],
    [{ on: { status: "Call now" } }, ["Lead.fieldUpdate.status"]],
    [
      { on: ["created", { status: "Call now" }], stopOn: ["doNotCall", { status: "Dead" }] },
      ["Lead.create", "Lead.fieldUpdate.doNotCall", "Lead.fieldUpdate.status"],
    ],
  ])("are needed for what the settings name: %j", (settings, events) => {
    expect(espocrmHooks.needed(settings)).toEqual(events);
  });

  it("send, or are not active", async () => {
    expect(await look(webhook(), webhook({ id: "w2", isActive: false }))).toEqual([
      { id: "w1", event: "Lead.create", address, sends: true, state: "Active" },
      { id: "w2", event: "Lead.create", address, sends: false, state: "not Active" },
    ]);
  });

  it("that tell of all changes tell of each field's", async () => {
    const events = (await look(webhook({ event: "Lead.update" }))).map(({ event }) => event);
    expect(events).toEqual(["Lead.fieldUpdate.status", "Lead.fieldUpdate.doNotCall"]);
  });

  it("send again once they are made active, and nothing else of them is touched", async () => {
    const crm = recordingCrm(webhook());
    const [hook] = await look(webhook({ isActive: false }));
    expect(hook && (await espocrmHooks.rearm(crm, hook))).toEqual({ ...hook, sends: true, state: "Active" });
    expect(crm.requests).toMatchObject([{ method: "PUT", path: "/api/v1/Webhook/w1", body: { isActive: true } }]);
    expect(espocrmHooks.subscribe).toBeUndefined();
  });

  it("are shown by the stand-in as EspoCRM shows them, and armed there", async () => {
    const played = playAlone("espocrm", new Date());
    const http = crmHttp({
      baseUrl: "https://espo.example.com",
      headers: { "x-api-key": demoKey },
      now: () => new Date(),
      async send({ method, url, headers = {}, body = "" }) {
        const path = url.slice("https://espo.example.com".length);
        const answer = played?.answer({ method, path, headers, body });
        const { status = 500, body: bytes = "" } = answer ?? {};
        return { kind: "answered", status, headers: {}, body: bytes.toString(), truncated: false };
      },
    });
    expect(await espocrmHooks.look(http)).toEqual([]);
    await http.request("POST", "/api/v1/Webhook", jsonContent({ event: "Lead.create", url: address, isActive: false }));
    const [hook] = await espocrmHooks.look(http);
    expect(hook).toMatchObject({ event: "Lead.create", address, sends: false });
    expect(hook && (await espocrmHooks.rearm(http, hook))).toMatchObject({ sends: true });
    expect(await espocrmHooks.look(http)).toMatchObject([{ sends: true }]);
  });

  it("that are shown otherwise are not judged", async () => {
    await expect(look({ id: "w1" })).rejects.toBeInstanceOf(TransientError);
  });
});
