import type { CallinglyClient } from "./callingly/client.ts";
import type { Webhook } from "./callingly/schemas.ts";
import type { Account } from "./config/accounts.ts";
import type { Log } from "./runtime/log.ts";
import { each } from "./sweep.ts";

/**
 * Keeps exactly one webhook per account registered at Callingly. It is reconciled rather than deployed, because the
 * token arrives after the first deploy and people delete webhooks in Callingly's pages.
 */

export interface KeeperDeps {
  readonly accounts: readonly Account[];
  readonly callinglyFor: (account: Account) => Promise<WebhookClient | undefined>;
  /** Public address of the bridge, without a trailing slash. Without one nothing is registered. */
  readonly callbackBaseUrl: string | undefined;
  readonly tokenFor: (account: string, event: string) => Promise<string>;
  readonly now: () => Date;
  readonly log: Log;
}

type WebhookClient = Pick<CallinglyClient, "listWebhooks" | "createWebhook" | "deleteWebhook">;

/** The one event that the bridge listens to. */
export const EVENT = "call_completed";
const TRUSTED_MS = 60 * 60_000;

/**
 * Looks after the webhooks of all accounts. What was seen to be right is trusted for an hour, so that a tick a minute
 * finds a new token soon and still asks Callingly rarely.
 */
export function webhookKeeper(deps: KeeperDeps) {
  const seenRight = new Map<string, number>();

  /** @param thorough look at every account, whatever was seen before */
  return async (thorough: boolean): Promise<void> => {
    const { callbackBaseUrl, now, log } = deps;
    if (callbackBaseUrl === undefined) return;
    const doubtful = ({ name }: Account) => thorough || now().getTime() - (seenRight.get(name) ?? 0) >= TRUSTED_MS;
    await each(
      deps.accounts.filter(doubtful),
      async (account) => {
        const callingly = await deps.callinglyFor(account);
        if (!callingly) return log("warn", "account without token", { account: account.name, reason: "token-missing" });
        const token = await deps.tokenFor(account.name, EVENT);
        await registerWebhook(account.name, { callingly, callbackBaseUrl, token, log });
        seenRight.set(account.name, now().getTime());
      },
      log,
    );
  };
}

/**
 * Brings one account to exactly one webhook of ours.
 * @throws CallinglyError when Callingly could not be asked or told
 */
async function registerWebhook(
  account: string,
  {
    callingly,
    callbackBaseUrl,
    token,
    log,
  }: { callingly: WebhookClient; callbackBaseUrl: string; token: string; log: Log },
): Promise<void> {
  const { ours, target_url } = addressesOf(callbackBaseUrl, account, token);
  const list = async () => (await callingly.listWebhooks()).filter((webhook) => webhook.target_url?.startsWith(ours));
  const wanted = (webhooks: Webhook[]) => webhooks.filter((webhook) => isWanted(webhook, target_url)).toSorted(byAge);
  let registered = await list();
  if (wanted(registered).length === 0) {
    await callingly.createWebhook({ name: `callingly-bridge ${account}`, event: EVENT, target_url });
    log("info", "webhook registered", { account });
    // Two ticks may have found it missing at the same moment; both then keep the older one.
    registered = await list();
  }
  const [kept] = wanted(registered);
  // Strays go last: between the two there may be one too many, but never one too few.
  for (const stray of kept ? registered.filter((webhook) => webhook !== kept) : []) {
    await callingly.deleteWebhook(stray.id);
    log("warn", "stray webhook removed", { account });
  }
}

/** Where an account's webhook reports to, and how the addresses of all begin that are ours. */
export function addressesOf(callbackBaseUrl: string, account: string, token: string) {
  const ours = `${callbackBaseUrl}/callingly/${account}/`;
  return { ours, target_url: `${ours}${EVENT}/${token}` };
}

const byAge = (a: Webhook, b: Webhook): number => Number(a.id) - Number(b.id);

/** A webhook with a filter would keep calls from us. */
export function isWanted(webhook: Webhook, target_url: string): boolean {
  const { call_direction, call_status, call_lead_status, team_id, number_id, field, filter } = webhook;
  const filters = [call_direction, call_status, call_lead_status, team_id, number_id, field, filter];
  return webhook.target_url === target_url && webhook.event === EVENT && filters.every((set) => set === undefined);
}
