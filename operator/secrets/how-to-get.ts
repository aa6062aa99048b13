import { aboutOf } from "../../lambda/connectors/about.ts";
import type { CredentialField } from "../../lambda/connectors/contract/about.ts";

/** The field of a CRM's credentials, as people know it. */
export const aboutField = (connector: string, field: string | undefined): CredentialField | undefined =>
  aboutOf(connector)
    ?.credentials.flatMap(({ fields }) => fields)
    .find(({ name }) => name === field);

/** A CRM's credentials and where to find them: the easiest way. Empty where the connector does not describe it. */
export const howToGet = (connector: string): string[] =>
  (aboutOf(connector)?.credentials[0]?.fields ?? []).map(({ name, label, how }) => `${name}: ${label} (${how})`);
