import * as z from "zod";
import { requireAgency } from "../access.ts";
import { notFound } from "../errors.ts";
import type { Account } from "../model.ts";
import type { Context, Route } from "../router.ts";
import { flag, text, validate } from "../rules.ts";
import { clientRow } from "../views.ts";

const CreateSchema = z.object({
  fname: text,
  lname: text.nullish(),
  company: text.nullish(),
  email: text,
  phone_number: text,
  password: text.nullish(),
});
const NamedCreateSchema = CreateSchema.extend({ lname: text });
const ActiveSchema = z.object({ is_active: flag });

function list(context: Context) {
  requireAgency(context);
  const { account, records } = context;
  const clients = records.all("account").filter(({ agency_id }) => agency_id === account.id);
  return clients.map((client) => clientRow(client, records));
}

function create(context: Context) {
  requireAgency(context);
  const { records, account, switches } = context;
  const schema = switches.clientLastName === "required" ? NamedCreateSchema : CreateSchema;
  const { fname, lname, company, email } = validate<z.infer<typeof CreateSchema>>(schema, context.input);
  const { id, name, is_active } = records.put("account", {
    id: records.nextId("account"),
    name: company ?? [fname, lname].filter(Boolean).join(" "),
    email,
    agency_id: account.id,
    is_agency: false,
    is_active: true,
    timezone: account.timezone,
    country_code: account.country_code,
  });
  return { id, name, billing_email: email, is_active };
}

function remove(context: Context) {
  context.records.remove("account", findClient(context).id);
  return { success: true };
}

function setActive(context: Context) {
  const client = findClient(context);
  const { is_active } = validate(ActiveSchema, context.input);
  context.records.put("account", { ...client, is_active: is_active === 1 });
  return { success: true };
}

function findClient(context: Context): Account {
  requireAgency(context);
  const { params, records, account } = context;
  const client = records.get("account", params.id ?? 0);
  if (client?.agency_id !== account.id) throw notFound("Account", params.id ?? 0);
  return client;
}

export const clientRoutes: readonly Route[] = [
  { method: "GET", path: "/clients", run: list },
  { method: "POST", path: "/clients", run: create },
  { method: "DELETE", path: "/clients/{id}", run: remove },
  { method: "POST", path: "/clients/{id}/active", run: setActive },
];
