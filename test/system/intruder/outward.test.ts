import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { jsonContent } from "../../../lambda/connectors/kit/out/content.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { namedOrigins } from "../../../lambda/runtime/env.ts";
import { nodeSend, type OutgoingRequest } from "../../../lambda/runtime/http-client.ts";
import { isPrivateAddress, PRIVATE_NETWORK, publicLookup } from "../../../lambda/runtime/private-network.ts";
import { aBridge } from "../../fakes/bridge.ts";
import { noon } from "../../fakes/leads.ts";

/** Requests of the bridge that somebody would like to send into the network it runs in. */

/** A server inside that notes who asks, and sends all of them on to the cloud's metadata. */
async function aServerInside() {
  const seen: string[] = [];
  const server = http.createServer((incoming, reply) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    reply.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.address() as AddressInfo).port, seen };
}

const request = (url: string): OutgoingRequest => ({
  method: "GET",
  url,
  timeoutMs: 2_000,
  maxResponseBytes: 1_000,
  freshConnection: true,
});

/** A name server that says what it is told to, one answer after the other. */
function nameServer(...answers: string[][]) {
  let asked = 0;
  const lookup = (_name: string, _options: object, callback: (error: null, found: object[]) => void) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return publicLookup(lookup as never);
}

describe("an address that leads inside", () => {
  it.each([
    ["of the cloud's metadata", "http://169.254.169.254/latest/meta-data/iam"],
    ["of a container's credentials", "http://169.254.170.2/v2/credentials"],
    ["of the function's own runtime", "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next"],
    ["of this machine by name", "http://localhost/"],
    ["of this machine by a name in it", "https://crm.localhost./"],
    ["of this machine in IPv6", "http://[::1]/"],
    ["of no machine", "http://0.0.0.0/"],
    ["of no machine in IPv6", "http://[::]/"],
    ["in IPv6's clothes", "http://[::ffff:169.254.169.254]/"],
    ["in IPv6's clothes, as digits", "http://[::ffff:a9fe:a9fe]/"],
    ["through a translator", "http://[64:ff9b::a9fe:a9fe]/"],
    ["through a tunnel", "http://[2002:a9fe:a9fe::1]/"],
    ["of the metadata in IPv6", "http://[fd00:ec2::254]/"],
    ["of the neighbours", "http://[fe80::1]/"],
    ["10/8", "https://10.1.2.3/"],
    ["172.16/12", "https://172.31.255.255/"],
    ["192.168/16", "https://192.168.0.1/"],
    ["100.64/10", "https://100.100.100.200/"],
    ["as one number", "http://2130706433/"],
    ["as octal digits", "http://0177.0.0.1/"],
    ["as hexadecimal digits", "http://0x7f.1/"],
    ["in full-width digits", "http://１２７.０.０.１/"],
    ["with a point at its end", "http://127.0.0.1./"],
    ["of a service in the network", "https://vault.internal/"],
  ])("F89: %s is not connected to", async (_, url) => {
    expect(await nodeSend()(request(url))).toEqual({ kind: "not-sent", reason: PRIVATE_NETWORK });
  });

  it("F89: is not connected to when a public name leads there, and the server never hears of us", async () => {
    const { port, seen } = await aServerInside();
    for (const addresses of [["127.0.0.1"], ["::1"], ["93.184.215.14", "127.0.0.1"]]) {
      const send = nodeSend({ lookup: nameServer(addresses) });
      expect(await send(request(`http://crm.example.com:${port}/`))).toEqual({
        kind: "not-sent",
        reason: PRIVATE_NETWORK,
      });
    }
    expect(seen).toEqual([]);
  });

  it("F89: is judged anew at every connection, so that a name which changes its mind gains nothing", async () => {
    const lookup = nameServer(["93.184.215.14"], ["169.254.169.254"]);
    const ask = () =>
      new Promise((resolve) => lookup("crm.example.com", {}, (error, address) => resolve(error?.code ?? address)));
    expect([await ask(), await ask()]).toEqual(["93.184.215.14", PRIVATE_NETWORK]);
  });

  it.each(["93.184.215.14", "8.8.8.8", "172.32.0.1", "192.167.255.255", "2606:2800:21f:cb07::1"])(
    "is not what %s is",
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );

  it("F89: is reached only where the operator's environment names just that origin", async () => {
    const { port, seen } = await aServerInside();
    const send = nodeSend({ mayBePrivate: namedOrigins(`http://127.0.0.1:${port}/demo`, undefined) });
    expect(await send(request(`http://127.0.0.1:${port}/demo`))).toMatchObject({ kind: "answered" });
    expect(await send(request(`http://127.0.0.1:${port + 1}/`))).toEqual({ kind: "not-sent", reason: PRIVATE_NETWORK });
    expect(await send(request(`http://localhost:${port}/`))).toEqual({ kind: "not-sent", reason: PRIVATE_NETWORK });
    expect(seen).toEqual(["GET /demo"]);
  });

  it("F89: is not reached by a redirect, which nobody follows", async () => {
    const { port, seen } = await aServerInside();
    const send = nodeSend({ mayBePrivate: () => true });
    const options = { baseUrl: `http://127.0.0.1:${port}`, headers: {}, send, now: () => noon };
    await expect(crmHttp(options).request("POST", "/hook", jsonContent({}))).rejects.toMatchObject({ status: 400 });
    await expect(platformHttp(options).get("/lead")).rejects.toThrow("The platform answered 302");
    expect(seen).toEqual(["POST /hook", "GET /lead"]);
  });

  it("F89: makes a result wait for a person, with words that say what is wrong", async () => {
    const crm = crmHttp({ baseUrl: "https://10.0.0.1", headers: {}, send: nodeSend(), now: () => noon });
    await expect(crm.request("POST", "", jsonContent({}))).rejects.toMatchObject({
      name: "RejectedError",
      message: "The CRM's address leads into a network; only CRM_BASE_URLS may name such a one",
    });
  });

  it("F89: stops the deploy when the configuration names it", () => {
    const withUrl = (url: string) => aBridge({ crms: { demo: { connector: "webhook", settings: { url } } } });
    for (const url of [
      "https://169.254.169.254/",
      "https://[::1]/",
      "https://0x7f000001/",
      "http://crm.example.com/",
    ]) {
      expect(() => withUrl(url)).toThrow("crms.demo.settings.url: write a public https address");
    }
  });
});

describe("an id from outside", () => {
  it.each(["..", ".", "%2e%2e", ".%2E"])("called %j leads to no other place of the CRM or platform", async (id) => {
    const sent: string[] = [];
    const send = async ({ url }: OutgoingRequest) => {
      sent.push(url);
      return { kind: "not-sent", reason: "never" } as const;
    };
    const options = { baseUrl: "https://api.example.com", headers: {}, send, now: () => noon };
    const path = `/crm/v3/objects/contacts/${id}`;
    await expect(crmHttp(options).request("PATCH", path, jsonContent({}))).rejects.toMatchObject({ status: 400 });
    await expect(platformHttp(options).get(`${path}?fields=a`)).rejects.toMatchObject({ status: 400 });
    expect(sent).toEqual([]);
  });

  it("may hold anything else, and stays one part of the path", async () => {
    const id = encodeURIComponent("../../../oauth?x=1#\r\nx-admin: 1");
    const urls: string[] = [];
    const send = async ({ url }: OutgoingRequest) => {
      urls.push(new URL(url).pathname);
      return { kind: "answered", status: 200, headers: {}, body: "", truncated: false } as const;
    };
    await crmHttp({ baseUrl: "https://api.example.com", headers: {}, send, now: () => noon }).request(
      "GET",
      `/c/${id}`,
    );
    expect(urls).toEqual(["/c/..%2F..%2F..%2Foauth%3Fx%3D1%23%0D%0Ax-admin%3A%201"]);
  });

  it("cannot smuggle a header into a request", async () => {
    const { port, seen } = await aServerInside();
    const headers = { "x-id": "1\r\nx-admin: 1" };
    const sent = await nodeSend({ mayBePrivate: () => true })({ ...request(`http://127.0.0.1:${port}/`), headers });
    expect(sent).toEqual({ kind: "not-sent", reason: "ERR_INVALID_CHAR" });
    expect(seen).toEqual([]);
  });
});
