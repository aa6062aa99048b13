import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Hook, Hooks } from "../../contract/hooks.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { eventSettings, neededEvents } from "./events.ts";
import { IdSchema } from "./objects.ts";

/**
 * REST hooks, which only version 1 of Keap's API has. One whose event was refused four times is `Inactive` from then on.
 * https://developer.keap.com/rest-hook-documentation/
 */

const HOOKS = "/crm/rest/v1/hooks";

const HookSchema = z.object({ key: IdSchema, eventKey: z.string(), hookUrl: z.string(), status: z.string() });

const SettingsSchema = z.prefault(z.looseObject(eventSettings), {});

export const keapHooks: Hooks = {
  needed: (settings) => neededEvents(z.parse(SettingsSchema, settings)),
  async look(crm) {
    const { body } = await crm.request("GET", HOOKS);
    const hooks = z.safeParse(z.array(HookSchema), body).data;
    if (!hooks) throw new TransientError("Keap answered a look-up of its REST hooks with something unexpected");
    return hooks.map(toHook);
  },
  /** Keap asks at the address whether it wants the events, and answers what came of that. */
  async rearm(crm, { id }) {
    const { body } = await crm.request("POST", `${HOOKS}/${encodeURIComponent(id)}/verify`);
    return hookIn(body);
  },
  async subscribe(crm, { event, address }) {
    const { body } = await crm.request("POST", HOOKS, jsonContent({ eventKey: event, hookUrl: address }));
    return hookIn(body);
  },
};

function hookIn(body: unknown): Hook {
  const hook = z.safeParse(HookSchema, body).data;
  if (hook) return toHook(hook);
  throw new TransientError("Keap has the REST hook but does not show it yet");
}

const toHook = ({ key, eventKey, hookUrl, status }: z.output<typeof HookSchema>): Hook => ({
  id: key,
  event: eventKey,
  address: hookUrl,
  sends: status === "Verified",
  state: status,
});
