/** Who is to be read before they are dialled, and what was said of them: that they are new, or have got a tag. */

export interface Reference {
  readonly id: string;
  readonly isNew: boolean;
  readonly tag: string | undefined;
}

export const referenceTo = ({ id, isNew, tag }: Reference): string =>
  [id, ...(isNew ? ["new"] : []), ...(tag === undefined ? [] : [`tag:${tag}`])].join(" ");

export function readReference(text: string): Reference {
  const [id = "", ...more] = text.split(" ");
  return { id, isNew: more.includes("new"), tag: more.find((word) => word.startsWith("tag:"))?.slice("tag:".length) };
}
