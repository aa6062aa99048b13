import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Hook, Hooks } from "../../contract/hooks.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { type EventSettings, EventSettingsSchema } from "./events.ts";
import { findRows, pathOf, rowIn } from "./rows.ts";

/**
 * EspoCRM's webhooks, as its API shows an API user those of its own. It deletes one that was answered with 410, as
 * something in front of the bridge may. None is made here: its key is the source's secret, which a person writes.
 * https://docs.espocrm.com/development/webhooks/
 */

const WEBHOOK = "Webhook";
const PAGE = 200;

const WebhookSchema = z.object({ id: z.string(), event: z.string(), url: z.string(), isActive: z.boolean() });
type Webhook = z.output<typeof WebhookSchema>;

export const espocrmHooks: Hooks = {
  needed: (settings) => eventsOf(z.parse(EventSettingsSchema, settings ?? {})),
  async look(crm) {
    const question = { where: [], select: ["id", "event", "url", "isActive"], maxSize: PAGE };
    return (await findRows(crm, WEBHOOK, question)).map(asWebhook).flatMap(hooksOf);
  },
  async rearm(crm, hook) {
    const { body } = await crm.request("PUT", pathOf(WEBHOOK, hook.id), jsonContent({ isActive: true }));
    return { ...hook, ...standingOf(asWebhook({ ...rowIn(body), url: hook.address })) };
  },
};

/** Of which a source's settings make leads or stops. */
function eventsOf({ entity, on = "created", stopOn = [] }: EventSettings): string[] {
  const rules = [[on].flat(), [stopOn].flat()].flat();
  return [
    ...(rules.includes("created") ? [`${entity}.create`] : []),
    ...(rules.includes("deleted") ? [`${entity}.delete`] : []),
    ...(rules.includes("doNotCall") ? [`${entity}.fieldUpdate.doNotCall`] : []),
    ...(rules.some((rule) => typeof rule === "object") ? [`${entity}.fieldUpdate.status`] : []),
  ];
}

/** One for all changes tells of those of a field as well. */
function hooksOf(webhook: Webhook): Hook[] {
  const [, entity] = /^(\w+)\.update$/.exec(webhook.event) ?? [];
  const events = entity ? ["status", "doNotCall"].map((field) => `${entity}.fieldUpdate.${field}`) : [webhook.event];
  return events.map((event) => ({ id: webhook.id, event, address: webhook.url, ...standingOf(webhook) }));
}

const standingOf = ({ isActive }: Webhook): Pick<Hook, "sends" | "state"> => ({
  sends: isActive,
  state: isActive ? "Active" : "not Active",
});

function asWebhook(row: object): Webhook {
  const webhook = z.safeParse(WebhookSchema, row).data;
  if (!webhook) throw new TransientError("EspoCRM answered a look-up of its webhooks with something unexpected");
  return webhook;
}
