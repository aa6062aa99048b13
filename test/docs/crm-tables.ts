import { abouts } from "../../lambda/connectors/about.ts";
import { type About, type Consent, type ResultPart, resultParts } from "../../lambda/connectors/contract/about.ts";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import { capabilitiesOf, type Reporter } from "../../lambda/connectors/contract/reporter.ts";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { redirectAddress, usualPort } from "../../operator/connect/listen.ts";

/** What the pages say of the CRMs, from what the connectors say of themselves. */

const block = (name: string, text: string): string => `<!-- ${name}: npm run docs:crms -->\n${text}\n<!-- /${name} -->`;

/** The pages in which something is said of the CRMs: an overview, and one for each. */
export const crmPages = ["README.md", "docs/crms/README.md", ...abouts.map(({ key }) => pageOf(key))];

function pageOf(key: string): string {
  return `docs/crms/${key}.md`;
}

/** A page with its tables as they have to be. @param file as {@link crmPages} has it */
export function withCrmTables(file: string, page: string): string {
  const about = abouts.find(({ key }) => pageOf(key) === file);
  return Object.entries(about ? tablesOf(about) : overview()).reduce(
    (text, [name, table]) =>
      text.replace(new RegExp(`<!-- ${name}: .*? -->.*?<!-- /${name} -->`, "s"), () => block(name, table)),
    page,
  );
}

/** What the page of a CRM has to hold. */
export const tablesOf = (about: About): Record<string, string> => ({
  "crm-credentials": credentialTable(about),
  "crm-writes": `${writeTable(about)}\n\n${picture(about)}`,
  "crm-cannot": list([...about.cannot.map((each) => `Not done: ${each}.`), `Checked against: ${about.verified}.`]),
});

const overview = (): Record<string, string> => ({
  "crm-names": abouts.map(({ key, title }) => `[${title}](docs/crms/${key}.md)`).join(", "),
  "crm-table": crmTable(),
  "crm-settings": settingTable(),
});

/** Where the picture of a record lies, seen from the repository's root. */
export const pictureOf = ({ key }: About): string => `docs/crms/pictures/${key}.svg`;

const picture = ({ key, title }: About): string =>
  `The same on ${title}'s stand-in, which \`npm start\` plays: a person, and a call with a recording.\n\n![A person in ${title} with the call as the bridge wrote it](pictures/${key}.svg)`;

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")
    .replaceAll("| --- ", "|---")
    .replaceAll("--- |", "---|");

const credentialTable = ({ key, credentials }: About): string =>
  table(
    ["what lets the bridge in", "its entry in the secret `crm-credentials`", "where it is found"],
    credentials.map(({ title, fields, consent }) => [
      title,
      `\`{"${key}": {${fields.map(({ name }) => `"${name}": "…"`).join(", ")}}}\``,
      fields.map(({ label, how }) => `${label}: ${how}`).join("; ") + (consent ? `. ${throughBrowser(consent)}` : ""),
    ]),
  );

const throughBrowser = ({ redirect, scopes }: Consent): string =>
  [
    `\`bridge connect\` gets the refresh token with the browser; the app's ${redirect.name} is then \`${redirectAddress(usualPort, redirect.takes)}\``,
    ...(scopes.length > 0 ? [`its scopes ${scopes.map((scope) => `\`${scope}\``).join(" ")}`] : []),
  ].join(", ");

const partWords: Readonly<Record<ResultPart, string>> = {
  call: "the call",
  outcome: "how it ended",
  moment: "when it began",
  length: "how long it was",
  direction: "who called whom",
  numbers: "the numbers",
  agent: "the agent",
  recording: "the recording's address",
  note: "the note",
  transcript: "the transcript",
  status: "how far the lead is",
  tags: "tags",
  speed: "how soon and how often",
};

const writeTable = ({ writes }: About): string =>
  table(
    ["of a result", "where it stands"],
    resultParts.map((part) => [partWords[part], writes[part] ?? "not there"]),
  );

/** What a CRM has room for, by the head of its column. */
const room: Readonly<Record<string, ResultPart>> = {
  tags: "tags",
  stage: "status",
  owner: "agent",
  recording: "recording",
  transcript: "transcript",
  speed: "speed",
};

const crmTable = (): string =>
  table(
    ["CRM", "in", "out", "update", "upsert", ...Object.keys(room), "limits", "verified how"],
    abouts.map((about) => {
      const reporter = reporterOf(about);
      const { canFindTrace, isIdempotentBy } = capabilitiesOf(reporter);
      return [
        `[${about.title}](${about.key}.md)`,
        isSource(about) ? `[yes](../sources/${about.key}.md)` : "no",
        about.writes.call ?? "–",
        laterParts(reporter),
        unclear(canFindTrace, isIdempotentBy),
        ...Object.values(room).map((part) => (about.writes[part] === undefined ? "–" : "yes")),
        about.limits,
        about.verified,
      ];
    }),
  );

const isSource = ({ key }: About): boolean => {
  const connector: Connector | undefined = findConnector(key);
  return connector?.intake !== undefined;
};

const settingTable = (): string =>
  table(
    ["CRM", "connector", "what must be set", "with `npm start`"],
    abouts.map(({ key, title, settings, demo }) => [
      `[${title}](${key}.md)`,
      `\`${key}\``,
      settings.map(({ name, label }) => `\`${name}\`: ${label}`).join("; ") || "nothing",
      demo.map((part) => words[part]).join("; "),
    ]),
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
