import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Crm } from "../../../lambda/config/bridge.ts";
import { abouts } from "../../../lambda/connectors/about.ts";
import { exampleNow, examples } from "../../../operator/results/preview/examples.ts";
import { previewResults } from "../../../operator/results/preview/preview-results.ts";
import { aResult, brief, file, folder, preview, type Row } from "./preview.ts";

describe("results that are handed over", () => {
  it.each([
    [{ ...aResult, seconds: "61" }, "seconds: "],
    [{ ...aResult, outcome: "sold" }, "outcome: "],
    [{ ...aResult, callId: undefined }, "callId: "],
    [{ ...aResult, lead: { person: { phone: 7 } } }, "lead.person.phone: "],
    [{ ...aResult, lead: { person: { telephone: "+12125550199" } } }, 'lead.person: Unrecognized key: "telephone"'],
    [[aResult, { ...aResult, recording: "x" }], '1: Unrecognized key: "recording"'],
  ])("with a wrong field are refused, and the path is named: %j", async (given, path) => {
    const from = file(given);
    const said = await preview("webhook", "--result", from);
    expect(said.code).toBe(2);
    expect(said.out).toBe("");
    expect(said.notes).toContain(`${from}: ${path}`);
    expect(said.notes).not.toContain("+12125550199");
  });
});

describe("a preview that cannot be made", () => {
  it("says which CRMs there are when there is none of the name", async () => {
    const said = await preview("pigeon");
    expect(said.code).toBe(2);
    expect(said.notes).toContain("No CRM is called “pigeon”");
    for (const { key } of abouts) expect(said.notes).toContain(key);
  });

  it("says the same of a connector that takes no results", async () => {
    expect((await preview("html-form")).notes).toContain("No CRM is called “html-form”");
  });

  it("names the path of a setting that is wrong", async () => {
    const settings = file({ leadStatus: { contacted: 7 } });
    const said = await preview("hubspot", "--settings", settings);
    expect(said.code).toBe(2);
    expect(said.notes).toContain(`${settings}: leadStatus.contacted: `);
  });

  it.each(["--result", "--settings"])(
    "says of %s what cannot be read, without a word of what is in it",
    async (option) => {
      const broken = await preview("hubspot", option, file("{secret"));
      expect(broken).toMatchObject({ code: 2, out: "" });
      expect(broken.notes).toContain("it is no JSON");
      expect(broken.notes).not.toContain("secret");
      const missing = await preview("hubspot", option, join(folder, "missing.json"));
      expect(missing).toMatchObject({ code: 2, notes: expect.stringContaining("there is no such file") });
    },
  );
});

describe("a result that the CRM would not get", () => {
  it("is shown with the reason, after the requests that find it out, and ends with 1", async () => {
    const settings = file({ createContact: false });
    const said = await preview("hubspot", "--settings", settings);
    expect(said.code).toBe(1);
    const [create = ""] = /── create: .*?(?=\n── )/s.exec(said.out) ?? [];
    expect(create).toContain("/contacts/search");
    expect(create).toContain("not written: No HubSpot contact has this e-mail address or phone, and none may be made");
    expect(said.out.match(/not written/g)).toHaveLength(1);
  });

  it("is told beside the JSON, which holds requests alone", async () => {
    const said = await preview("hubspot", "--settings", file({ createContact: false }), "--json");
    expect(said.code).toBe(1);
    expect(said.notes).toContain("create: not written: ");
    expect(brief(said.json<Row[]>(), "create")).not.toContain("POST /crm/v3/objects/calls");
  });

  it("waits for a person where the CRM can neither be asked nor be sent it again", async () => {
    const crm: Crm = {
      name: "blind",
      connector: "blind",
      reporter: {
        baseUrl: "https://blind.example.com/api",
        credentials: z.object({ token: z.string() }),
        authorise: ({ token = "" }) => ({ authorization: `Basic ${Buffer.from(`${token}:`).toString("base64")}` }),
        findRecord: async (_, { id }) => ({ type: "person", id }),
        async create(http) {
          await http.request("POST", "/calls");
          return { activityId: "1" };
        },
      },
    };
    const paths: string[] = [];
    const play = async () => ({
      credentials: { token: "a-token-of-nobody" },
      answer: ({ path }: { path: string }) => {
        paths.push(path);
        return { status: 200, headers: {}, body: Buffer.from("{}") };
      },
    });
    const results = await previewResults(crm, examples, play, exampleNow);
    expect(results.filter(({ refused }) => refused !== undefined).map(({ name }) => name)).toEqual(["unclear"]);
    expect(results[0]?.requests.map(({ headers, body }) => [headers.authorization, body])).toEqual([["Basic …", null]]);
    expect(new Set(paths)).toEqual(new Set(["/calls"]));
  });
});
