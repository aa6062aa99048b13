import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { abouts } from "../../../lambda/connectors/about.ts";
import { findConnector } from "../../../lambda/connectors/find-connector.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { HostedAddress } from "../../../lambda/connectors/kit/out/hosted-address.ts";
import { nodeSend } from "../../../lambda/runtime/http-client.ts";
import { publicLookup } from "../../../lambda/runtime/private-network.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { noon } from "../../fakes/leads.ts";

/** Where a CRM lives that its users host themselves. */

const inside = [
  "https://127.0.0.1",
  "https://[::1]:8443/",
  "https://10.1.2.3/espo",
  "https://172.31.0.1",
  "https://192.168.0.1",
  "https://169.254.169.254",
  "https://[fd00:ec2::254]",
  "https://[::ffff:10.0.0.1]",
  "https://0x7f000001",
  "https://localhost",
  "https://crm.localhost",
  "https://crm.local",
  "https://crm.internal",
  "https://crm.lan.",
];

const unsafe = [
  "http://crm.example.com",
  "https://name:word@crm.example.com",
  "ftp://crm.example.com",
  "crm.example.com",
  "",
];

describe("the address of a CRM that its users host", () => {
  it.each([
    ["https://crm.example.com", "https://crm.example.com"],
    ["https://crm.example.com/", "https://crm.example.com"],
    ["https://CRM.example.com:8443/espo//", "https://crm.example.com:8443/espo"],
    ["https://93.184.215.14", "https://93.184.215.14"],
    ["https://[2606:2800:21f:cb07::1]/crm", "https://[2606:2800:21f:cb07::1]/crm"],
  ])("%s is asked at %s, and it stays that when it is checked again", (text, address) => {
    expect(z.parse(HostedAddress, text)).toBe(address);
    expect(z.parse(HostedAddress, address)).toBe(address);
  });

  it.each([...inside, ...unsafe, "https://crm", "https://crm.example.com/?a=1", "https://crm.example.com/#Lead"])(
    "is not %j, and the operator is told where one inside a network is named",
    (text) => {
      const { error } = z.safeParse(HostedAddress, text);
      expect(error?.issues[0]?.message).toContain("stage's crmBaseUrls");
    },
  );

  const hosted = abouts.filter(({ settings }) => settings.some(({ name }) => name === "url"));

  it.each(hosted)("F89: $title takes no address that leads inside, and none in the clear", ({ key, settings }) => {
    const usual = Object.fromEntries(settings.map((each) => [each.name, each.usual]));
    const bind = (url: string) => findConnector(key)?.report?.bind({ ...usual, url });
    expect(bind("https://crm.example.com")?.baseUrl).toBe("https://crm.example.com");
    for (const url of [...inside, ...unsafe]) expect(() => bind(url), url).toThrow();
  });

  it.each(hosted)("F89: $title is asked at its own address alone, whatever it answers", async ({ key, settings }) => {
    const usual = Object.fromEntries(settings.map((each) => [each.name, each.usual]));
    const reporter = findConnector(key)?.report?.bind({ ...usual, url: "https://crm.example.com" });
    expect(reporter?.renewal?.apiHosts).toBeUndefined();
    const send = fakeSend(answered(307, "", { headers: { location: "https://elsewhere.example/" } }));
    const crm = crmHttp({ baseUrl: reporter?.baseUrl ?? "", headers: {}, send, now: () => noon });
    await expect(crm.request("GET", "/api")).rejects.toThrow("The CRM answered 307");
    expect(send.requests.map(({ url }) => url)).toEqual(["https://crm.example.com/api"]);
  });

  it("F89: is judged once more at each connection, as a public name may lead inside", async () => {
    const inNetwork = (_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
      callback(null, [{ address: "10.1.2.3", family: 4 }]);
    const send = nodeSend({ lookup: publicLookup(inNetwork as never) });
    const crm = crmHttp({ baseUrl: "https://crm.example.com", headers: {}, send, now: () => noon });
    await expect(crm.request("GET", "/api")).rejects.toMatchObject({
      name: "RejectedError",
      message: "The CRM's address leads into a network; only CRM_BASE_URLS may name such a one",
    });
  });
});
