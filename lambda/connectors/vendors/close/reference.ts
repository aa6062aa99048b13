/** What is to be read of a lead before it is dialled, and who made it; ids say by themselves of what they are. */

export interface Reference {
  readonly leadId: string;
  /** Of the lead's contacts the one that it is about. */
  readonly contactId?: string | undefined;
  /** The API key or OAuth app by which it was made or changed. */
  readonly by?: string | undefined;
}

export const referenceTo = ({ leadId, contactId, by }: Reference): string =>
  [leadId, contactId, by].filter((id) => id !== undefined).join(" ");

export function readReference(text: string): Reference {
  const [leadId = "", ...others] = text.split(" ");
  return {
    leadId,
    contactId: others.find((id) => id.startsWith("cont_")),
    by: others.find((id) => !id.startsWith("cont_")),
  };
}
