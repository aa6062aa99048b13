import { aboutOf } from "../../lambda/connectors/about.ts";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { credentialNames } from "../secrets/credential-fields.ts";
import type { Plan } from "./config-file.ts";

export interface WantedEntry {
  /** As `secrets set` takes it. */
  readonly entry: string;
  readonly what: string;
}

/** The entries of the secrets that a plan needs, the easiest way where there are several. */
export const secretsOf = ({ crms, sources }: Plan): WantedEntry[] => [
  ...crms.flatMap(({ connector }) =>
    (aboutOf(connector)?.credentials[0]?.fields ?? []).map(({ name, label, how }) => ({
      entry: `crm-credentials ${connector}.${name}`,
      what: `${label} (${how})`,
    })),
  ),
  ...sources.flatMap(({ name, connector }) => {
    const platform = findConnector(connector)?.intake?.bind(undefined).platform;
    return platform
      ? credentialNames(platform.credentials).map((field) => ({
          entry: `source-credentials ${name}.${field}`,
          what: `lets the bridge fetch the leads that ${findConnector(connector)?.title} names`,
        }))
      : [];
  }),
];
