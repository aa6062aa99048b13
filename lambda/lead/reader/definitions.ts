import { MAX_FIELDS, MAX_NODES } from "./limits.ts";
import { asDefinition, type Definition } from "./pairs.ts";

/** Where a body describes its fields: questions and types that stand elsewhere than the answers. */

type Node = Readonly<Record<string, unknown>>;

/** The words of questions by the names of their fields: `{answers: {input_1: "…"}, labels: {input_1: "Phone"}}`. */
export const LABELS = /^(?:field_?|question_?)?(?:labels|titles|captions)$|^questions$/i;

export type Labels = readonly (readonly [id: string, label: string])[];

/** Reads what may be labels; each once, since a stranger's may be thousands and a body is gone through twice. */
export function labelsReader(): (value: unknown) => Labels | undefined {
  const known = new Map<unknown, Labels | undefined>();
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    if (!known.has(value)) known.set(value, labelsIn(value as Node));
    return known.get(value);
  };
}

/** The first labels, where nothing else is among them. */
function labelsIn(node: Node): Labels | undefined {
  const labels: [id: string, label: string][] = [];
  for (const id of Object.keys(node).slice(0, MAX_FIELDS)) {
    const label = node[id];
    if (typeof label !== "string" || !/\p{L}/u.test(label)) return undefined;
    labels.push([id, label]);
  }
  return labels.length > 0 ? labels : undefined;
}

/** By each name under which an answer may mean it. */
export function definitionsIn(
  value: unknown,
  labelsOf: ReturnType<typeof labelsReader>,
): { readonly definitions: ReadonlyMap<string, Definition>; readonly isCutShort: boolean } {
  const found = new Map<string, Definition>();
  let nodesLeft = MAX_NODES;
  let isCutShort = false;
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    isCutShort ||= found.size >= MAX_FIELDS || nodesLeft <= 0;
    if (isCutShort) return;
    nodesLeft -= 1;
    if (Array.isArray(node)) {
      for (const item of node) {
        const definition =
          typeof item === "object" && item !== null ? asDefinition(item as Node, Object.keys(item)) : undefined;
        for (const id of definition?.ids ?? []) if (definition && !found.has(id)) found.set(id, definition.says);
        visit(item);
      }
    } else {
      for (const key of Object.keys(node)) {
        const inner = (node as Node)[key];
        const labels = LABELS.test(key) ? labelsOf(inner) : undefined;
        if (labels === undefined) visit(inner);
        for (const [id, label] of labels ?? []) {
          if (!found.has(id)) found.set(id, { label, names: [label], type: undefined });
        }
      }
    }
  };
  visit(value);
  return { definitions: found, isCutShort };
}
