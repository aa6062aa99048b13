import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { preview } from "../../../operator/preview/preview.ts";
import { readRequest } from "../../../operator/preview/read-request.ts";
import { previewByLead } from "../../../operator/shapes/preview.ts";
import { noon } from "../../fakes/leads.ts";
import { aStage, config } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** The playground: `bridge preview`, in a page. */

let user: ConsoleUser;
afterEach(() => user?.close());

const body = '{"id":"7","tel":"(212) 555-0123","work_phone":"(646) 555-0199","message":"my roof leaks"}';

interface Shown {
  readonly leads: readonly {
    readonly fields: readonly { name: string; value: string | null; why: { path: string; reason: string } | null }[];
    readonly extra: Readonly<Record<string, string>>;
    readonly may_ring: { rules: { rule: string; says: string | null }[] } | null;
  }[];
  readonly signature: { state: string; reason: string };
  readonly for_config: string | null;
}

const phoneOf = ({ leads: [lead] }: Shown) => lead?.fields.find(({ name }) => name === "phone_number");

describe("the playground", () => {
  it("shows what the command shows: each field with its reason, what is kept beside, and every rule", async () => {
    const stage = aStage({ now: noon });
    user = await aConsoleUser({ stage });
    const shown = await user.answer<Shown>("preview", { request: body, source: "anything", at: noon.toISOString() });
    const told = await preview(readRequest(Buffer.from(body)), {
      source: "anything",
      config: stage.config,
      stage,
      at: noon,
    });
    expect(shown).toEqual(JSON.parse(JSON.stringify({ ...previewByLead(told), for_config: null })));
    expect(phoneOf(shown)).toMatchObject({ value: "+12125550123", why: { path: "tel", reason: "it is called “tel”" } });
    expect(shown.leads[0]?.extra).toMatchObject({ message: "my roof leaks" });
    expect(shown.leads[0]?.may_ring?.rules.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["phone", "callingHours"]),
    );
  });

  it("tries other settings of a source, and gives them as bridge.config.ts has them", async () => {
    user = await aConsoleUser();
    const wanted = { request: body, source: "anything" };
    const settings = JSON.stringify({ mapping: { phone: "work_phone" } });
    const shown = await user.answer<Shown>("preview", { ...wanted, settings });
    expect(phoneOf(shown)).toMatchObject({ value: "+16465550199", why: { reason: "the mapping says so" } });
    expect(shown.for_config).toBe('sources.anything.settings: { mapping: { phone: "work_phone" } }');
    for (const [given, words] of [
      ['{"mapping":{"fone":"x"}}', "sources.anything.settings.mapping"],
      ["{", "settings: write one JSON object"],
    ])
      expect(await user.ask("preview", { ...wanted, settings: given })).toEqual([
        { problem: expect.stringContaining(words ?? "") },
      ]);
  });

  it("checks a signature with the secret that the bridge holds, over a file's bytes", async () => {
    const fixture = (ending: string) =>
      readFileSync(new URL(`../../fixtures/lead-sources/typeform/phone-answer-signed.${ending}`, import.meta.url));
    const [file, secret] = [fixture("http"), fixture("secret").toString().trim()];
    const stage = aStage({
      config: { ...config, sources: { form: { connector: "typeform", account: "main", team: 1 } } },
      secrets: { "source-keys": { seed: "a seed of twenty letters", sources: { form: { signing_secret: secret } } } },
    });
    user = await aConsoleUser({ stage });
    const wanted = { request: file.toString("base64"), encoding: "base64", source: "form" };
    const shown = await user.answer<Shown>("preview", wanted);
    expect(shown.signature.state).toBe("valid");
    expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it("reads a curl command, and none of the files that it names", async () => {
    user = await aConsoleUser();
    const request = `curl https://bridge.example.com/leads/x -H 'Content-Type: application/json' -d '${body}'`;
    expect(phoneOf(await user.answer<Shown>("preview", { request }))?.value).toBe("+12125550123");
    expect(await user.ask("preview", { request: "curl https://bridge.example.com -d @/etc/hostname" })).toEqual([
      { problem: expect.stringContaining("which is not here") },
    ]);
  });

  it.each(["curl https://[ -d x", "POST  HTTP/1.1\n\n", "\u0000\u0001", "--x\r\n"])(
    "says what is wrong with %j, and puts none of it into a log",
    async (request) => {
      user = await aConsoleUser();
      const secret = `${request}Grace Lake`;
      const [line] = await user.ask("preview", { request: secret, connector: "json" });
      expect(line).toBeDefined();
      expect(user.failures.join()).not.toContain("Grace");
    },
  );

  it("names no option of the command line, as nobody gives any here", async () => {
    user = await aConsoleUser();
    const requests = [
      "phone=12&name=Dana",
      '{"phone":"12"}',
      "curl https://example.com/x -H 'typeform-signature: sha256=x' -d '{}'",
    ];
    for (const request of requests)
      for (const how of [{}, { source: "website" }, { connector: "json" }, { connector: "typeform" }])
        expect(JSON.stringify(await user.ask("preview", { request, ...how }))).not.toMatch(/[ "(]--[a-z]/);
  });

  it("says under which setting each source is told where its fields are", async () => {
    user = await aConsoleUser();
    const { sources } = await user.answer<{ sources: { source: string; mapping: { name: string } | null }[] }>(
      "preview/choices",
      {},
    );
    expect(sources.map(({ source, mapping }) => [source, mapping?.name])).toEqual([
      ["website", "fields"],
      ["anything", "mapping"],
    ]);
  });
});
