import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { apiJson, Refusal } from "./answers.ts";
import { fieldsOf, isModule } from "./fields.ts";
import { bridgeUser, type Held } from "./held.ts";
import { list, wantedFields } from "./list.ts";
import { create, update } from "./records.ts";
import { shown } from "./shown.ts";

/** What can be asked of it, by method and path. @throws Refusal, and z.ZodError and SyntaxError for what SuiteCRM does not take */
export function answerTo({ method, path, body }: CrmRequest, held: Held): Outgoing {
  const { pathname, searchParams } = new URL(path, "https://suite.example.com");
  const [, module = "", id] = /^\/Api\/V8\/module\/(\w+)(?:\/([\w-]+))?$/.exec(pathname) ?? [];
  if (method === "GET" && pathname === "/Api/V8/current-user") return apiJson(200, { data: shown(bridgeUser) });
  if (method === "GET" && pathname === "/Api/V8/meta/fields/Leads") return apiJson(200, leadFields());
  if (method === "POST" && pathname === "/Api/V8/module") return create(held, body);
  if (method === "PATCH" && pathname === "/Api/V8/module") return update(held, body);
  if (method === "GET" && module !== "") {
    if (!isModule(module) && module !== "Users") throw new Refusal(`Module ${module} does not exist`);
    if (id === undefined) return list(held, module, searchParams);
    return apiJson(200, { data: shown(held.find(module, id), wantedFields(module, searchParams, held.own)) });
  }
  return json(404, { message: "Not found" });
}

/** https://github.com/salesagility/SuiteCRM/blob/master/Api/V8/Service/MetaService.php */
function leadFields() {
  const attributes = [...fieldsOf("Leads")].map((name) => [
    name,
    { type: types[name] ?? "varchar", required: name === "last_name" },
  ]);
  return { data: { type: "fields", id: "", attributes: Object.fromEntries(attributes) } };
}

const types: Readonly<Record<string, string>> = {
  seconds_c: "int",
  attempts_c: "int",
  first_contact_c: "datetimecombo",
  status: "enum",
};
