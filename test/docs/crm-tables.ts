import { abouts } from "../../lambda/connectors/about.ts";
import type { About } from "../../lambda/connectors/contract/about.ts";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import { capabilitiesOf, type Reporter } from "../../lambda/connectors/contract/reporter.ts";
import { findConnector } from "../../lambda/connectors/find-connector.ts";

/** What the pages say of the CRMs, from what the connectors say of themselves. */

const block = (name: string, text: string): string => `<!-- ${name}: npm run docs:crms -->\n${text}\n<!-- /${name} -->`;

/** A page with its tables as they have to be. */
export function withCrmTables(page: string): string {
  const tables = { "crm-credentials": credentialTable(), "crm-abilities": abilityTable() };
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(new RegExp(`<!-- ${name}: .*? -->.*?<!-- /${name} -->`, "s"), () => block(name, table)),
    page,
  );
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")
    .replaceAll("| --- ", "|---")
    .replaceAll("--- |", "---|");

const credentialTable = (): string =>
  table(
    ["CRM", "its entries in the secret `crm-credentials`", "where they are found"],
    abouts.flatMap(({ key, title, credentials }) =>
      credentials.map(({ title: way, fields }) => [
        `${title}, ${way}`,
        `\`{"${key}": {${fields.map(({ name }) => `"${name}": "…"`).join(", ")}}}\``,
        fields.map(({ label, how }) => `${label}: ${how}`).join("; "),
      ]),
    ),
  );

const abilityTable = (): string =>
  table(
    [
      "CRM",
      "connector",
      "what must be set",
      "a later recording or transcript",
      "after a write of unknown fate",
      "with `npm start`",
    ],
    abouts.map((about) => {
      const reporter = reporterOf(about);
      const { canFindTrace, isIdempotentBy } = capabilitiesOf(reporter);
      return [
        `[${about.title}](${about.documentation})`,
        `\`${about.key}\``,
        about.settings.map(({ name, label }) => `\`${name}\`: ${label}`).join("; ") || "nothing",
        laterParts(reporter),
        unclear(canFindTrace, isIdempotentBy),
        about.demo.map((part) => words[part]).join("; "),
      ];
    }),
  );

/** What a recording or transcript that comes later reaches. */
export function laterParts({ update, updateRecord }: Pick<Reporter, "update" | "updateRecord">): string {
  if (update) return "the same activity";
  return updateRecord ? "only what the record says beside it" : "none: the activity stays as it was first written";
}

const unclear = (canFindTrace: boolean, isIdempotentBy: string | undefined): string => {
  if (canFindTrace) return "it is looked for";
  return isIdempotentBy ? `it is sent again, known by ${isIdempotentBy}` : "a person looks (`report-unclear`)";
};

const words = { results: "takes results", contacts: "sends contacts" } as const;

/** Its settings are those that are asked, with their usual values. */
export function reporterOf({ key, settings }: About) {
  const connector: Connector | undefined = findConnector(key);
  const given = Object.fromEntries(settings.map(({ name, usual }) => [name, usual]));
  const reporter = connector?.report?.bind(settings.length > 0 ? given : undefined);
  if (!reporter) throw new Error(`${key} takes no results`);
  return reporter;
}
