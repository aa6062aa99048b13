import type { RecordType } from "./objects.ts";

/** Which record is to be read before it is dialled, and whether the event was that it was created. */

export interface Reference {
  readonly type: RecordType;
  readonly id: string;
  readonly isNew: boolean;
}

export const referenceTo = ({ type, id, isNew }: Reference): string => [id, type, ...(isNew ? ["new"] : [])].join(" ");

export function readReference(text: string): Reference {
  const [id = "", type, ...more] = text.split(" ");
  return { type: type === "person" ? "person" : "lead", id, isNew: more.includes("new") };
}
