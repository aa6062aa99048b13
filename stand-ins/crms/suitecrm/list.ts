import type { Outgoing } from "../../../lib/program/serve.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import { apiJson, Refusal } from "./answers.ts";
import { fieldsOf } from "./fields.ts";
import type { Held, SuiteRecord } from "./held.ts";
import { shown } from "./shown.ts";

/** A list that is searched, and which fields are asked for. @throws Refusal */

export function list({ all, own }: Held, module: string, query: URLSearchParams): Outgoing {
  const fields = wantedFields(module, query, own);
  const size = positive(query.get("page[size]") ?? "20");
  const number = positive(query.get("page[number]") ?? "1");
  const found = all(module).filter(filterOf(module, query));
  const page = found.slice((number - 1) * size, number * size).map((record) => shown(record, fields));
  const meta = { "total-pages": Math.ceil(found.length / size), "records-on-this-page": page.length };
  return apiJson(200, page.length > 0 ? { meta, data: page } : { data: [] });
}

/** @returns undefined for all */
export function wantedFields(module: string, query: URLSearchParams, own: OwnWords): string[] | undefined {
  const fields = query.get(`fields[${module}]`)?.split(",");
  const unknown = (fields ?? []).filter((name) => !fieldsOf(module).has(name) && !own.has(name));
  if (unknown.length > 0)
    throw new Refusal(`The following field in ${module} module is not found: ${unknown.join(", ")}`);
  return fields;
}

function positive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Refusal("The option with value is invalid.");
  return Number(text);
}

/** https://github.com/salesagility/SuiteCRM/blob/master/Api/V8/JsonApi/Repository/Filter.php */
function filterOf(module: string, query: URLSearchParams): (record: SuiteRecord) => boolean {
  const isAny = (query.get("filter[operator]") ?? "and").toLowerCase() === "or";
  const conditions = [...query].flatMap(([name, value]) => {
    const [, field, operator = ""] = /^filter\[(\w+)\]\[(\w+)\]$/.exec(name) ?? [];
    if (field === undefined) return [];
    if (!fieldsOf(module).has(field)) throw new Refusal(`Filter field ${field} in ${module} module is not found`);
    const compare = comparisons[operator];
    if (!compare) throw new Refusal(`Filter operator ${operator} is invalid`);
    return [({ values }: SuiteRecord) => compare(values[field] ?? "", value)];
  });
  return (record) =>
    conditions.length === 0 ||
    (isAny ? conditions.some((holds) => holds(record)) : conditions.every((holds) => holds(record)));
}

const comparisons: Readonly<Record<string, (kept: string, value: string) => boolean>> = {
  eq: (kept, value) => kept.toLowerCase() === value.toLowerCase(),
  neq: (kept, value) => kept.toLowerCase() !== value.toLowerCase(),
  like: (kept, value) => likeOf(value).test(kept),
};

const likeOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", ".")}$`,
    "is",
  );
