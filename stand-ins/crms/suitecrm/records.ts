import { randomUUID } from "node:crypto";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { parted } from "../../kit/own-words.ts";
import { apiJson, Refusal } from "./answers.ts";
import { DocumentSchema, isModule, type Module, required, written } from "./fields.ts";
import type { Held, Values } from "./held.ts";
import { shown } from "./shown.ts";

/** How records are made and changed. @throws Refusal, and z.ZodError and SyntaxError for what SuiteCRM does not take */

export function create(held: Held, body: string): Outgoing {
  const { module, id = randomUUID(), values } = documentOf(held, body);
  if (held.isTaken(id)) throw new Refusal(`Bean ${module} with id ${id} is already exist`);
  const missing = required[module].find((name) => !values[name]);
  if (missing !== undefined) throw new Refusal(`Missing required field: ${missing}`);
  if (values.parent_id && values.parent_type) held.find(values.parent_type, values.parent_id);
  return apiJson(201, { data: shown(held.add(module, id, values)) });
}

export function update(held: Held, body: string): Outgoing {
  const { module, id = "", values } = documentOf(held, body);
  return apiJson(201, { data: shown(held.change(held.find(module, id), values)) });
}

function documentOf(held: Held, body: string) {
  const { type, id, attributes } = DocumentSchema.parse(JSON.parse(body)).data;
  if (!isModule(type)) throw new Refusal(`Module ${type} does not exist`);
  return { module: type, id, values: read(held, type, attributes) };
}

function read(held: Held, module: Module, attributes: object): Values {
  const { known, own } = parted(attributes, held.own);
  const { data, error } = written[module].safeParse(known);
  const [issue] = error?.issues ?? [];
  if (issue?.code === "unrecognized_keys")
    throw new Refusal(`Property ${issue.keys[0]} in ${module} module is invalid`);
  if (issue) throw new Refusal(`${module}.${issue.path.join(".")}: ${issue.message}`);
  return Object.fromEntries(Object.entries({ ...data, ...own }).map(([name, value]) => [name, asKept(value)]));
}

/** All that a record keeps is text, from which markup is taken. */
function asKept(value: unknown): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return String(value).replace(/<[^>]*>/g, "");
}
