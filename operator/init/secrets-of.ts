import { aboutOf } from "../../lambda/connectors/about.ts";
import type { Platform } from "../../lambda/connectors/contract/platform.ts";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { credentialNames } from "../secrets/credential-fields.ts";
import { signerOf } from "../secrets/signer.ts";
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
    const found = findConnector(connector);
    const intake = found?.intake?.bind(undefined);
    const signer = signerOf(intake);
    return [
      ...(signer === undefined
        ? []
        : [
            {
              entry: `source-keys ${name}.${signer}`,
              what: `lets the bridge know ${found?.title}'s signature; until it is set, the key in the address is enough`,
            },
          ]),
      ...ownCredentials(intake?.platform, isAmong(crms, connector)).map((field) => ({
        entry: `source-credentials ${name}.${field}`,
        what: `lets the bridge fetch the leads that ${found?.title} names`,
      })),
    ];
  }),
];

const isAmong = (crms: Plan["crms"], connector: string): boolean => crms.some((crm) => crm.connector === connector);

/** A CRM of the plan opens its own platform. */
const ownCredentials = (platform: Platform | undefined, isCrm: boolean): string[] =>
  platform === undefined || platform.isOptional || (isCrm && platform.access)
    ? []
    : credentialNames(platform.credentials);
