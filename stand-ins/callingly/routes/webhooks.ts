import * as z from "zod";
import { findOwned, listOwned } from "../access.ts";
import { wrongMethod } from "../errors.ts";
import { type Webhook, webhookEvents } from "../model.ts";
import type { Context, Route } from "../router.ts";
import { integer, oneOf, stated, text, url, validate } from "../rules.ts";
import { webhookView } from "../views.ts";

const CreateSchema = z.object({
  name: text,
  event: oneOf(webhookEvents),
  target_url: url,
  call_direction: oneOf(["inbound", "outbound"]).nullish(),
  call_status: oneOf(["completed", "missed", "offline"]).nullish(),
  call_lead_status: oneOf(["contacted", "missed", "removed", "voicemail"]).nullish(),
  team_id: integer.nullish(),
  number_id: integer.nullish(),
  field: oneOf(["lead_owner", "result", "stage", "status", "tags"]).nullish(),
  filter: text.nullish(),
});
const UpdateSchema = CreateSchema.partial();
const IdSchema = z.object({ id: integer });

const noFilters = {
  call_direction: null,
  call_status: null,
  call_lead_status: null,
  team_id: null,
  number_id: null,
  field: null,
  filter: null,
};

/** The same address may be registered any number of times. */
function create(context: Context) {
  const { records, account, input } = context;
  const { name, event, target_url, ...filters } = validate(CreateSchema, input);
  const webhook: Webhook = {
    id: records.nextId("webhook"),
    account_id: account.id,
    name,
    event,
    target_url,
    ...noFilters,
    ...stated(filters),
  };
  return webhookView(records.put("webhook", webhook), context);
}

/** Partial updates are fine. Where the id belongs is disputed, hence the two paths and the switch between them. */
function update(context: Context, id: number) {
  const webhook = findOwned(context, "webhook", id);
  const changes = stated(validate(UpdateSchema, context.input));
  return webhookView(context.records.put("webhook", { ...webhook, ...changes }), context);
}

function updateByPath(context: Context) {
  const { switches, params } = context;
  if (switches.webhookUpdatePath === "bare") {
    throw wrongMethod("PUT", `/v1/webhooks/${params.id}`, ["GET", "DELETE"]);
  }
  return update(context, params.id ?? 0);
}

function updateByBody(context: Context) {
  if (context.switches.webhookUpdatePath === "id") throw wrongMethod("PUT", "/v1/webhooks", ["GET", "POST"]);
  return update(context, validate(IdSchema, context.input).id);
}

function remove(context: Context) {
  context.records.remove("webhook", findWebhook(context).id);
  return { message: "Webhook deleted." };
}

const findWebhook = (context: Context): Webhook => findOwned(context, "webhook", context.params.id ?? 0);

export const webhookRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/webhooks",
    run: (context) => listOwned(context, "webhook").map((one) => webhookView(one, context)),
  },
  { method: "GET", path: "/webhooks/{id}", run: (context) => webhookView(findWebhook(context), context) },
  { method: "POST", path: "/webhooks", run: create },
  { method: "PUT", path: "/webhooks/{id}", run: updateByPath },
  { method: "PUT", path: "/webhooks", run: updateByBody },
  { method: "DELETE", path: "/webhooks/{id}", run: remove },
];
