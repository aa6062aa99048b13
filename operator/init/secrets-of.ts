import { aboutOf } from "../../lambda/connectors/about.ts";
import type { Platform } from "../../lambda/connectors/contract/platform.ts";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { credentialNames } from "../secrets/credential-fields.ts";
import { signerOf } from "../secrets/signer.ts";
import type { Plan } from "./config-file.ts";

export interface WantedSecret {
  /** The command that writes it, without `bridge`. */
  readonly command: string;
  readonly what: string;
}

/** The entries of the secrets that a plan needs. */
export const secretsOf = ({ crms, sources }: Plan): WantedSecret[] => [
  ...crms.map(({ connector }) => {
    const { title = connector, credentials = [] } = aboutOf(connector) ?? {};
    const ways = credentials.map((way) => way.title).join(", or ");
    return { command: `connect ${connector}`, what: `lets the bridge into ${title}: ${ways}` };
  }),
  ...sources.flatMap(({ name, connector }) => {
    const found = findConnector(connector);
    const intake = found?.intake?.bind(undefined);
    const signer = signerOf(intake);
    return [
      ...(signer === undefined
        ? []
        : [
            {
              command: `secrets set source-keys ${name}.${signer}`,
              what: `lets the bridge know ${found?.title}'s signature; until it is set, the key in the address is enough`,
            },
          ]),
      ...ownCredentials(intake?.platform, isAmong(crms, connector)).map((field) => ({
        command: `secrets set source-credentials ${name}.${field}`,
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
