import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import { RejectedError } from "./errors.ts";

/** XML as the nested values that JSON would have: entities are never fetched or multiplied, since no document type is read. */

const MAX_DEPTH = 64;

/** How much of it is read: each mark and each attribute costs time and memory. */
export interface XmlLimits {
  /** Tags, comments and the like. */
  readonly marks: number;
  readonly attributes: number;
}

/** The largest form has fewer. */
const OF_A_FORM: XmlLimits = { marks: 5_000, attributes: 2_000 };

type Value = string | null | Value[] | { [name: string]: Value };

/**
 * Reads an XML document. Elements become fields by their names without prefixes, repeated ones lists, attributes
 * fields beside the children; a text with attributes is called `value`, so `<field name="phone">…</field>` reads as a
 * question and its answer.
 * @param limits for a sender that has reason to send more than a form
 * @throws RejectedError 400, or 413 when there is too much of it
 */
export function parseXmlText(text: string, { marks, attributes }: XmlLimits = OF_A_FORM): unknown {
  if (text.split("<", marks + 1).length > marks || text.split("=", attributes + 1).length > attributes) {
    throw new RejectedError(413, "The body has too many elements");
  }
  try {
    const { root } = parseXml(text);
    return root && { [nameOf(root.name)]: contentOf(root, 1) };
  } catch (error) {
    if (error instanceof RejectedError) throw error;
    // The parser's message quotes the body, so it goes no further.
    if (error instanceof Error) throw new RejectedError(400, "The body is not valid XML");
    throw error;
  }
}

function contentOf(element: XmlElement, depth: number): Value {
  if (depth > MAX_DEPTH) throw new RejectedError(400, "The body is nested too deeply");
  const fields: { [name: string]: Value } = Object.create(null);
  const lists = new Set<string>();
  for (const [name, value] of Object.entries(element.attributes)) {
    // A namespace says how to read names, which nobody does here.
    if (!/^xmlns(?::|$)|^xsi:/.test(name)) fields[nameOf(name)] = value;
  }
  const texts: string[] = [];
  for (const child of element.children) {
    if (child instanceof XmlText) texts.push(child.text);
    if (!(child instanceof XmlElement)) continue;
    const name = nameOf(child.name);
    const there = fields[name];
    if (there === undefined) fields[name] = contentOf(child, depth + 1);
    else if (lists.has(name)) (there as Value[]).push(contentOf(child, depth + 1));
    else {
      lists.add(name);
      fields[name] = [there, contentOf(child, depth + 1)];
    }
  }
  const text = texts.join("").trim();
  if (Object.keys(fields).length === 0) return text;
  if (text !== "") fields.value ??= text;
  return fields;
}

/** `sf:Phone` is Phone. */
const nameOf = (name: string): string => name.slice(name.indexOf(":") + 1);
