import { aboutOf } from "../../lambda/connectors/about.ts";
import type { CredentialField } from "../../lambda/connectors/contract/about.ts";

/** The field of a CRM's credentials, as people know it. */
export const aboutField = (connector: string, field: string | undefined): CredentialField | undefined =>
  aboutOf(connector)
    ?.credentials.flatMap(({ fields }) => fields)
    .find(({ name }) => name === field);

/** What a CRM's credentials are and where they are found: the easiest way. Empty where nobody wrote it down. */
export const howToGet = (connector: string): string[] =>
  (aboutOf(connector)?.credentials[0]?.fields ?? []).map(({ name, label, how }) => `${name}: ${label} (${how})`);
