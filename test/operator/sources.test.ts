import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../lambda/connectors/index.ts";
import { keysOfSource } from "../../lambda/runtime/secret-shapes.ts";
import { byNpx } from "../../lib/program/typed.ts";
import type { Cli } from "../../operator/cli/command.ts";
import { bridgeProgram } from "../../operator/cli/program.ts";
import { pageOf } from "../../operator/sources/pages.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, secretValues } from "./stage.ts";

const [key = ""] = keysOfSource(secretValues["source-keys"] as { seed: string }, "website");
const address = `https://bridge.example.com/leads/website/${key}`;

describe("bridge sources", () => {
  it("prints every source's address with its key", async () => {
    const { out } = await bridge(["sources"], { stage: aStage() });
    expect(out).toMatch(new RegExp(`^website +html-form +${address}$`, "m"));
  });

  it("marks those that the running bridge of this machine does not have yet, and says what to do", async () => {
    const deployed = { stage: "local", configFingerprint: "f", sources: ["anything"] };
    const stage = aStage({ description: { name: "local", deployed } });
    const { out } = await bridge(["sources", "--local"], { stage });
    expect(out).toMatch(/^website .*NOT RUNNING YET$/m);
    expect(out).toMatch(/^anything +json +\S+$/m);
    expect(out).toContain("does not have the source website yet");
    expect((await bridge(["sources", "--local", "--json"], { stage })).json()).toMatchObject([
      { source: "website", running: false },
      { source: "anything", running: true },
    ]);
  });

  it("is asked for one bridge, not for a deployed one and this machine's at once", async () => {
    const { code, notes } = await bridge(["sources", "--stage", "dev", "--local"], { stage: aStage() });
    expect({ code, notes }).toMatchObject({ code: 2, notes: expect.stringContaining("Give --stage or --local") });
  });

  it("shows everything about one", async () => {
    const { out } = await bridge(["sources", "--show", "website"], { stage: aStage() });
    expect(out).toMatch(/^team +19230$/m);
    expect(out).toMatch(/^results go to +demo$/m);
    expect(out).toMatch(/^how to connect +docs\/sources\/html-and-json.md$/m);
  });

  it("says with which credentials its leads are fetched, where they may come as ids", async () => {
    const one = { account: "main", team: 1 };
    const sources = {
      app: { ...one, connector: "hubspot", report: ["hubspot"] },
      ads: { ...one, connector: "meta-lead-ads" },
      plans: { ...one, connector: "salesforce", settings: { callActivities: ["task"] } },
    };
    const shown = async (name: string, own = {}) => {
      const stage = aStage({ config: { ...config, sources }, secrets: { "source-credentials": own } });
      const { out } = await bridge(["sources", "--show", name], { stage });
      return /^leads are fetched with +(.*)$/m.exec(out)?.[1];
    };
    expect(await shown("app")).toBe("the credentials of the CRM hubspot, where they come as ids");
    expect(await shown("app", { app: { token: "t" } })).toBe("credentials of its own, where they come as ids");
    expect(await shown("ads")).toContain(
      "missing, where they come as ids. Write it: bridge secrets set source-credentials ads.token",
    );
    expect(await shown("plans")).toContain("Have it report to a CRM of its connector");
    expect((await bridge(["sources", "--show", "website"], { stage: aStage() })).out).not.toContain("are fetched");
  });

  it("leaves no line empty: what there is not is said", async () => {
    const { out } = await bridge(["sources", "--show", "website"], { stage: aStage() });
    expect(out).toMatch(/^category +none$/m);
    expect(out).toMatch(/^old key +no use of one is noted$/m);
    expect(out).not.toMatch(/^\S+( \S+)*$/m);
  });

  it("shows what it refused within a day, and that its old key is still used", async () => {
    const stage = aStage();
    const { out: quiet } = await bridge(["sources", "--show", "website"], { stage });
    expect(quiet).toMatch(/^refused +nothing within a day$/m);
    await stage.store.sourceHours.note({ source: "website", at: new Date(), refusals: { 401: 12, 422: 2 } });
    await stage.store.sourceHours.note({ source: "website", at: new Date(), formerKey: true });
    const { out } = await bridge(["sources", "--show", "website"], { stage });
    expect(out).toMatch(
      /^refused +12 with a wrong key or signature \(401\), 2 with a field that cannot be right, or no good token of a captcha \(422\); the last \d+ s ago$/m,
    );
    expect(out).toMatch(/^old key +last used .* UTC \(\d+ s ago\)$/m);
  });

  it("prints the word that what stands before the door says, and only then", async () => {
    const originUrl = "https://abc.execute-api.example.com";
    const said = await bridge(["sources", "--origin"], { stage: aStage({ description: { originUrl } }) });
    expect(said.out).toContain(`lead to ${originUrl} and send this header`);
    expect(said.out).toMatch(/^x-bridge-origin: a word of very many letters$/m);
    const { "origin-header": _, ...secrets } = aStage().secretArns;
    const none = await bridge(["sources", "--origin"], { stage: aStage({ description: { secrets } }) });
    expect(none).toMatchObject({ code: 2, notes: expect.stringContaining('say originHeader: "announced"') });
  });

  it("prints a form that is ready to paste, a curl command, or where to look", async () => {
    const sources = { ...config.sources, quotes: { connector: "typeform", account: "main", team: 1 } };
    const stage = aStage({ config: { ...config, sources } });
    const of = async (name: string) => (await bridge(["sources", "--snippet", name], { stage })).out;
    expect(await of("website")).toContain(`<form action="${address}" method="post" lang="en"`);
    expect(await of("anything")).toMatch(/^curl 'https:\/\/bridge.example.com\/leads\/anything\//);
    expect(await of("quotes")).toContain("docs/sources/form-builders.md");
  });

  it("says how a change of the configuration comes into force there, in what is pasted as well", async () => {
    const of = async (name: string, program = bridgeProgram) =>
      (await bridge(["sources", "--snippet", "website"], { stage: aStage({ description: { name } }), program })).out;
    expect(await of("prod")).toContain('as ["https://www.example.com"], and deploy. Without it');
    expect(await of("local")).toContain("and start `npm start` again. Without it");
    expect(await of("local", (cli: Cli) => bridgeProgram(cli, byNpx))).toContain("and start `npx bridge start` again.");
  });

  it("prints the form in a language that its visitors read, each field under its label", async () => {
    const settings = { languages: ["de"], allowedOrigins: ["https://www.example.com"] };
    const sources = { website: { connector: "html-form", account: "main", team: 1, settings } };
    const stage = aStage({ config: { ...config, sources } });
    const inLanguage = (tag: string) => bridge(["sources", "--snippet", "website", "--language", tag], { stage });
    const { out } = await inLanguage("de-AT");
    expect(out).toMatch(/^<form action="[^"]+" method="post" lang="de" data-waiting="Keine Verbindung/);
    expect(out).toContain('<label>Telefon <input name="phone"');
    expect(out).toContain('<input name="_lang" type="hidden" value="de">');
    const arabic = (await inLanguage("ar")).out;
    expect(arabic).toContain(' lang="ar" dir="rtl"');
    expect(arabic).toContain('Add languages: ["ar"] to the settings of the source');
    expect(await inLanguage("German")).toMatchObject({ code: 2, notes: expect.stringContaining("did you mean de?") });
  });

  describe("a form's script", () => {
    /** A page that has the printed form, with what lies in its storage. */
    const aPage = async (stored: Readonly<Record<string, string>> = {}) => {
      const { out } = await bridge(["sources", "--snippet", "website"], { stage: aStage({ config }) });
      const loaded: string[] = [];
      const window = Object.assign(new EventTarget(), {
        Event,
        localStorage: stored,
        document: { createElement: () => ({}), head: { append: ({ src }: { src: string }) => loaded.push(src) } },
      });
      const [, script = ""] = /<script>([\s\S]*)<\/script>/.exec(out) ?? [];
      new Function("window", `with (window) {${script}}`)(
        Object.assign(window, {
          addEventListener: window.addEventListener.bind(window),
          dispatchEvent: window.dispatchEvent.bind(window),
        }),
      );
      return { loaded, type: () => window.dispatchEvent(new Event("input")) };
    };
    const script = "https://bridge.example.com/form.js";

    it("is loaded once, by the name that stays, when somebody begins to type", async () => {
      const { loaded, type } = await aPage({ theme: "dark" });
      expect(loaded).toEqual([]);
      type();
      type();
      expect(loaded).toEqual([script]);
    });

    it("is loaded at once where a lead was left to send", async () => {
      const { loaded, type } = await aPage({ "bridge:lead:1": "{}" });
      type();
      expect(loaded).toEqual([script]);
    });
  });

  it("names the sources there are when it does not know one", async () => {
    const { code, notes } = await bridge(["sources", "--show", "webiste"], { stage: aStage() });
    expect({ code, notes }).toEqual({
      code: 2,
      notes: 'The configuration has no source "webiste". It has: website, anything.\n',
    });
  });

  it.each(connectors.filter((connector: Connector) => connector.intake).map(({ key }) => key))(
    "knows the page of %s",
    (connector) => {
      const wanted = `a page of docs/sources with \`${connector}\` in a heading or a table says how it is connected`;
      expect(pageOf(connector), wanted).not.toContain("README");
      expect(existsSync(new URL(`../../${pageOf(connector)}`, import.meta.url))).toBe(true);
    },
  );
});
