/** Who is to be read before they are dialled, and whether the event was that they were created. */

export interface Reference {
  readonly id: string;
  readonly isNew: boolean;
}

export const referenceTo = ({ id, isNew }: Reference): string => (isNew ? `${id} new` : id);

export function readReference(text: string): Reference {
  const [id = "", ...more] = text.split(" ");
  return { id, isNew: more.includes("new") };
}
