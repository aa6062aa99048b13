import type { Endpoint } from "./endpoint.ts";
import { agents } from "./endpoints/agents.ts";
import { calls } from "./endpoints/calls.ts";
import { clients } from "./endpoints/clients.ts";
import { leads } from "./endpoints/leads.ts";
import { sms } from "./endpoints/sms.ts";
import { teams } from "./endpoints/teams.ts";
import { webhooks } from "./endpoints/webhooks.ts";

/**
 * Every endpoint of lambda/callingly/client.ts, in the words of its documentation, help article 38 "Callingly API
 * Documentation" (https://help.callingly.com/article/38-callingly-api-documentation). What the fields mean is said in
 * lambda/callingly/inputs.ts.
 */
export const endpoints: readonly Endpoint[] = [
  ...clients,
  ...teams,
  ...agents,
  ...calls,
  ...leads,
  ...webhooks,
  ...sms,
];
