import { MAX_FIELDS, MAX_NODES } from "./limits.ts";
import { asDefinition, type Definition } from "./pairs.ts";

/** Where a body describes its fields: questions and types that stand elsewhere than the answers. */

type Node = Readonly<Record<string, unknown>>;

/** The words of questions by the names of their fields: `{answers: {input_1: "…"}, labels: {input_1: "Phone"}}`. */
export const LABELS = /^(?:field_?|question_?)?(?:labels|titles|captions)$|^questions$/i;

export function isLabels(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const labels = Object.values(value).slice(0, MAX_FIELDS);
  return labels.length > 0 && labels.every((label) => typeof label === "string" && /\p{L}/u.test(label));
}

/** By each name under which an answer may mean it. */
export function definitionsIn(value: unknown): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  let nodesLeft = MAX_NODES;
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || found.size >= MAX_FIELDS || nodesLeft-- <= 0) return;
    if (Array.isArray(node)) {
      for (const item of node) {
        const definition = typeof item === "object" && item !== null ? asDefinition(item as Node) : undefined;
        for (const id of definition?.ids ?? []) if (definition && !found.has(id)) found.set(id, definition.says);
        visit(item);
      }
    } else {
      for (const key of Object.keys(node)) {
        const inner = (node as Node)[key];
        if (LABELS.test(key) && isLabels(inner)) {
          for (const id of Object.keys(inner).slice(0, MAX_FIELDS)) {
            const label = inner[id] ?? "";
            if (!found.has(id)) found.set(id, { label, names: [label], type: undefined });
          }
        } else visit(inner);
      }
    }
  };
  visit(value);
  return found;
}
