import type { ModuleKind } from "./module-kind.ts";

/** The text of a bridge.config.ts, typed and commented, so that a person who opens it sees what it may hold. */

export interface Plan {
  readonly timeZone: string;
  readonly accountId?: number | undefined;
  readonly crms: readonly PlannedCrm[];
  readonly sources: readonly PlannedSource[];
  /** The address that gets the alarms of prod. */
  readonly alarmEmail?: string | undefined;
}

export interface PlannedCrm {
  readonly connector: string;
  /** The connector's required settings, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PlannedSource {
  readonly name: string;
  readonly connector: string;
  readonly team: number;
  readonly country: string;
}

/** @param schema where `defineConfig` is, as the file has to import it */
export function configFile(
  { timeZone, accountId, crms, sources, alarmEmail }: Plan,
  schema: string,
  kind: ModuleKind = "module",
): string {
  const account = [`timeZone: ${text(timeZone)}`, ...(accountId === undefined ? [] : [`accountId: ${accountId}`])];
  const stages =
    alarmEmail === undefined
      ? '  // stages: { prod: { alarmEmail: "you@example.com" } },  // how a stage is deployed: mail, domain, key (docs/upgrade.md)'
      : `  // How a stage is deployed: the address that gets alarms, a domain or key of your own (docs/upgrade.md).\n  stages: { prod: { alarmEmail: ${text(alarmEmail)} } },`;
  const report = `[${crms.map(({ connector }) => text(connector)).join(", ")}]`;
  return `${beginnings[kind](text(schema))}

/**
 * Your Callingly accounts, the doors through which leads come, and the CRMs that get the results. A mistake stops the
 * start and the deploy, and is named. Secrets do not belong here: write them with \`npm run bridge -- secrets set\`.
 */
${exported[kind]} defineConfig({
  accounts: {
    // The token is the entry "main" of the secret callingly-tokens. The zone is that of the account at Callingly.
    main: { ${account.join(", ")} },
  },
  crms: {${crms.length === 0 ? "" : `\n${crms.map(crmLine).join("\n")}\n  `}},
  sources: {
    // \`npm run bridge -- sources\` prints their addresses. The country is where numbers without a country code are at
    // home.
${sources.map((source) => sourceLine(source, report)).join("\n")}
  },
  // routes: [{ when: { category: "solar" }, team: 19231 }],  // the first that fits decides the team
  policies: {
    phoneWindowHours: 24, // a phone is rung for one lead at most in this time
    staleAfterHours: 12, // a lead that waited longer is held instead of rung
    paused: false, // true: leads are accepted and held
  },
${stages}
});
`;
}

const beginnings: Readonly<Record<ModuleKind, (schema: string) => string>> = {
  module: (schema) => `import { defineConfig } from ${schema};`,
  commonjs: (schema) => `const { defineConfig } = require(${schema});`,
};
const exported: Readonly<Record<ModuleKind, string>> = { module: "export default", commonjs: "module.exports =" };

const text = (value: string): string => JSON.stringify(value);

const crmLine = ({ connector, settings }: PlannedCrm): string =>
  `    ${key(connector)}: { connector: ${text(connector)}${settings ? `, settings: ${object(settings)}` : ""} },`;

const object = (values: Readonly<Record<string, string>>): string =>
  `{ ${Object.entries(values)
    .map(([name, value]) => `${key(name)}: ${text(value)}`)
    .join(", ")} }`;

const sourceLine = ({ name, connector, team, country }: PlannedSource, report: string): string =>
  `    ${key(name)}: { connector: ${text(connector)}, account: "main", team: ${team}, country: ${text(country)}, report: ${report} },`;

const key = (name: string): string => (/^[a-z][a-zA-Z0-9]*$/.test(name) ? name : text(name));
