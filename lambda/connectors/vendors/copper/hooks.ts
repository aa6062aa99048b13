import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Hook, Hooks } from "../../contract/hooks.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { API } from "./access.ts";
import { IdSchema, type RecordType } from "./objects.ts";
import { type TriggerSettings, triggerSettings } from "./triggers.ts";

/**
 * Webhook subscriptions, one for each kind of event, which only Copper's API shows. It stops none by itself; what is
 * missing is never sent later. https://developer.copper.com/webhooks/overview.html
 */

const WEBHOOKS = `${API}/webhooks`;

const WebhookSchema = z.object({ id: IdSchema, target: z.string(), type: z.string(), event: z.string() });

const SettingsSchema = z.prefault(z.looseObject(triggerSettings), {});

const both: readonly RecordType[] = ["lead", "person"];

export const copperHooks: Hooks = {
  needed: (settings) => eventsOf(z.parse(SettingsSchema, settings)),
  async look(crm) {
    const { body } = await crm.request("GET", WEBHOOKS);
    const webhooks = z.safeParse(z.array(WebhookSchema), body).data;
    if (!webhooks) throw new TransientError("Copper answered a look-up of its webhooks with something unexpected");
    return webhooks.map(toHook);
  },
  rearm: async (_crm, hook) => hook,
  async subscribe(crm, { event: kind, address: target }) {
    const [type, event] = kind.split(" ");
    const { body } = await crm.request("POST", WEBHOOKS, jsonContent({ target, type, event }));
    const webhook = z.safeParse(WebhookSchema, body).data;
    if (!webhook) throw new TransientError("Copper has the webhook but does not show it yet");
    return toHook(webhook);
  },
};

/** Of which a source's settings make leads or stops, such as `lead new`. */
function eventsOf({ on = "leadCreated", stopOn = [] }: TriggerSettings): string[] {
  const rules = [[on].flat(), [stopOn].flat()].flat();
  const has = (name: string) => rules.some((rule) => rule === name || (typeof rule === "object" && name in rule));
  return [
    ...both.filter((type) => has(`${type}Created`)).map((type) => `${type} new`),
    ...both
      .filter((type) => has("tag") || has("doNotCall") || (type === "lead" && has("status")))
      .map((type) => `${type} update`),
    ...both.filter(() => has("deleted")).map((type) => `${type} delete`),
  ];
}

const toHook = ({ id, target, type, event }: z.output<typeof WebhookSchema>): Hook => ({
  id,
  event: `${type} ${event}`,
  address: target,
  sends: true,
  state: "subscribed",
});
