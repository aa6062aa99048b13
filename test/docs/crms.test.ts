import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { abouts } from "../../lambda/connectors/about.ts";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../lambda/connectors/index.ts";
import { credentialFields } from "../../operator/secrets/credential-fields.ts";
import { crmStandIns } from "../../stand-ins/crms/index.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { drawRecord } from "./crm-picture.ts";
import { recordIn } from "./crm-record.ts";
import { crmPages, laterParts, pictureOf, reporterOf, tablesOf, withCrmTables } from "./crm-tables.ts";

/** What the CRMs say of themselves is so, and the pages say it. */

const registry: readonly Connector[] = connectors;

it("is said of every CRM, and of nothing else", () => {
  const crms = registry.filter(({ report }) => report).map(({ key, title }) => ({ key, title }));
  expect(abouts.map(({ key, title }) => ({ key, title })).sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
    crms.sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
});

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

it.each(crmPages)("stands in %s as it is (npm run docs:crms)", (file) => {
  const page = read(file);
  expect(page).toBe(withCrmTables(file, page));
});

it.each([
  ["README.md", ["crm-names"]],
  ["docs/crms/README.md", ["crm-table", "crm-settings"]],
])("stands in the overview %s at all", (file, blocks) => {
  for (const block of blocks) expect(read(file)).toContain(`<!-- ${block}: `);
});

it("says what becomes of a later recording, also where nothing of the CRM's can be changed", () => {
  const nothing = async () => undefined;
  const update = async () => ({});
  expect(laterParts({ update, updateRecord: nothing })).toBe("the same activity");
  expect(laterParts({ updateRecord: nothing })).toBe("only what the record says beside it");
  expect(laterParts({})).toBe("none: the activity stays as it was first written");
});

describe.each(abouts)("what is said of $title", (about) => {
  it("names credentials that the connector takes, field by field", () => {
    const { credentials } = reporterOf(about);
    for (const { fields } of about.credentials) {
      const given = Object.fromEntries(fields.map(({ name }) => [name, `whsec_${"a".repeat(32)}`]));
      expect(z.safeParse(credentials, given).success, fields.map(({ name }) => name).join(" ")).toBe(true);
      for (const { name } of fields) {
        const { [name]: _, ...rest } = given;
        // What is left may be another way.
        const isWhole = about.credentials.some((way) => way.fields.every((field) => field.name in rest));
        expect(z.safeParse(credentials, rest).success, `without ${name}`).toBe(isWhole);
        expect(credentialFields(credentials)).toContain(name);
      }
    }
  });

  it("asks for settings with which the connector can be tried, and for no less", () => {
    const report = registry.find(({ key }) => key === about.key)?.report;
    expect(() => reporterOf(about)).not.toThrow();
    if (about.settings.length > 0) expect(() => report?.bind(undefined)).toThrow();
  });

  it("says what its stand-in can do", () => {
    const played = crmStandIns.find(({ connector }) => connector === about.key)?.play(() => kept(undefined));
    expect(about.demo.includes("contacts" as never)).toBe(played?.contacts !== undefined);
    expect(about.demo.includes("results" as never)).toBe(played !== undefined);
    expect(z.safeParse(reporterOf(about).credentials, played?.credentials).success).toBe(true);
  });

  it("leads to the vendor's own pages", () => expect(about.documentation).toMatch(/^https:\/\//));

  it("has a picture of what the bridge writes there, which is its record of today (npm run docs:crms)", async () => {
    expect(read(pictureOf(about))).toBe(drawRecord(about.title, await recordIn(about)));
  });

  it("stands on its page, with what the bridge cannot do there", () => {
    for (const block of Object.keys(tablesOf(about)))
      expect(read(`docs/crms/${about.key}.md`)).toContain(`<!-- ${block}: `);
  });
});
