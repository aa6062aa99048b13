import * as z from "zod";
import { parsePhone } from "../../kit/phones.ts";
import { findOwned, listOwned } from "../access.ts";
import { invalid, notFound } from "../errors.ts";
import type { Lead } from "../model.ts";
import type { Context, Route } from "../router.ts";
import { flag, stated, text, validate } from "../rules.ts";
import { dayText } from "../times.ts";
import { leadRow, leadView, restZone } from "../views.ts";
import { isVisible, isWithinDays } from "./listing.ts";

const UpdateSchema = z
  .object({
    fname: text.nullable(),
    lname: text.nullable(),
    email: text.nullable(),
    phone_number: text,
    source: text.nullable(),
    company: text.nullable(),
    status: text.nullable(),
    result: text.nullable(),
    stage: text.nullable(),
    is_stopped: flag,
    is_blocked: flag,
  })
  .partial();

/** A bare array without pages. The number is compared as it is: a `+` that was not encoded finds nobody. */
function list(context: Context) {
  const { query, switches, now } = context;
  const day = (lead: Lead) => dayText(lead.created_at, restZone(context));
  return listOwned(context, "lead")
    .filter((lead) => lead.deleted_at === null && isVisible(lead.created_at, now, switches))
    .filter((lead) => isWithinDays(day(lead), query.start, query.end))
    .filter((lead) => query.phone_number === undefined || lead.phone_number === query.phone_number)
    .sort((one, other) => other.id - one.id)
    .map((lead) => leadRow(lead, context));
}

/** Knows no tags, owner, category or notes: those are changed in the dashboard only. */
function update(context: Context) {
  const lead = findLead(context);
  const { phone_number, ...fields } = validate(UpdateSchema, context.input);
  const phone = phone_number === undefined ? lead.phone_number : parsePhone(phone_number, context.account.country_code);
  if (!phone) throw invalid({ phone_number: ["The phone number field must be a valid number."] });
  const changed = context.records.put("lead", { ...lead, ...stated(fields), phone_number: phone });
  return context.switches.leadUpdateAnswer === "lead" ? leadView(changed, context) : { success: true };
}

function remove(context: Context) {
  context.records.put("lead", { ...findLead(context), deleted_at: context.now });
  return { success: true };
}

function findLead(context: Context): Lead {
  const lead = findOwned(context, "lead", context.params.id ?? 0);
  if (lead.deleted_at !== null) throw notFound("Lead", lead.id);
  return lead;
}

export const leadRoutes: readonly Route[] = [
  { method: "GET", path: "/leads", run: list },
  { method: "GET", path: "/leads/{id}", run: (context) => leadView(findLead(context), context) },
  { method: "PUT", path: "/leads/{id}", run: update },
  { method: "DELETE", path: "/leads/{id}", run: remove },
];
