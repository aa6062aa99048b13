import type { CallinglyClient } from "../../callingly/client.ts";
import type { Webhook } from "../../callingly/schemas.ts";
import type { Account } from "../../config/accounts.ts";
import type { Log } from "../../runtime/log.ts";
import { settleEach } from "../work-due.ts";

/**
 * Keeps exactly one webhook per account registered at Callingly. It is reconciled rather than deployed, because the
 * token arrives after the first deploy and people delete webhooks in Callingly's pages.
 */

export interface RegistrarDeps {
  readonly accounts: readonly Account[];
  readonly callinglyFor: (account: Account) => Promise<WebhookClient | undefined>;
  /** Public address of the bridge, without a trailing slash. Without one nothing is registered. */
  readonly callbackBaseUrl: string | undefined;
  /** Name of the stage, for people who read the list of webhooks at Callingly. */
  readonly stage: string;
  /** The tokens with which Callingly may report, the one to register first. */
  readonly tokensFor: (account: string, event: string) => Promise<readonly string[]>;
  readonly now: () => Date;
  readonly log: Log;
}

type WebhookClient = Pick<CallinglyClient, "listWebhooks" | "createWebhook" | "deleteWebhook">;

/** The one event that the bridge listens to. */
export const EVENT = "call_completed";
const TRUSTED_MS = 60 * 60_000;

/**
 * Registers the webhooks of all accounts. A registration that was right is trusted for an hour, so that a tick a minute
 * finds a new token soon and still asks Callingly rarely.
 */
export function webhookRegistrar(deps: RegistrarDeps) {
  const seenRight = new Map<string, number>();

  /** @param thorough look at every account, whatever was seen before */
  return async (thorough: boolean): Promise<void> => {
    const { callbackBaseUrl, now, log } = deps;
    if (callbackBaseUrl === undefined) return;
    const doubtful = ({ name }: Account) => thorough || now().getTime() - (seenRight.get(name) ?? 0) >= TRUSTED_MS;
    await settleEach(
      deps.accounts.filter(doubtful),
      async (account) => {
        const callingly = await deps.callinglyFor(account);
        if (!callingly) return log("warn", "account without token", { account: account.name, reason: "token-missing" });
        const tokens = await deps.tokensFor(account.name, EVENT);
        await registerWebhook(account.name, tokens, { ...deps, callingly, callbackBaseUrl });
        seenRight.set(account.name, now().getTime());
      },
      log,
      ({ name }) => ({ account: name }),
    );
  };
}

/**
 * Brings one account to exactly one webhook of this stage's.
 * @throws CallinglyError when Callingly could not be asked or changed
 */
async function registerWebhook(
  account: string,
  tokens: readonly string[],
  {
    callingly,
    callbackBaseUrl,
    stage,
    log,
  }: Pick<RegistrarDeps, "stage" | "log"> & {
    callingly: WebhookClient;
    callbackBaseUrl: string;
  },
): Promise<void> {
  const { target_url } = addressOf(callbackBaseUrl, account, tokens[0] ?? "");
  const list = async () => (await callingly.listWebhooks()).filter((webhook) => isOurs(webhook, account, tokens));
  const wanted = (webhooks: Webhook[]) => webhooks.filter((webhook) => isWanted(webhook, target_url)).toSorted(byAge);
  let registered = await list();
  if (wanted(registered).length === 0) {
    await callingly.createWebhook({ name: nameOf(stage, account), event: EVENT, target_url });
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

/** As Callingly's pages show it. */
export const nameOf = (stage: string, account: string): string => `callingly-bridge ${stage} ${account}`;

/** Where an account's webhook reports to, and how the addresses begin that lead here. */
export function addressOf(callbackBaseUrl: string, account: string, token: string) {
  const here = `${callbackBaseUrl}/callingly/${account}/`;
  return { here, target_url: `${here}${EVENT}/${token}` };
}

/**
 * Whether a webhook is this stage's, whatever address it had when the webhook was made: no other stage has its tokens.
 * A name is no proof, as two stages may share one, nor an address, as two may stand behind one.
 * @param tokens with which Callingly may report the account's calls
 */
export const isOurs = ({ target_url = "" }: Webhook, account: string, tokens: readonly string[]): boolean =>
  tokens.some((token) => token !== "" && target_url.endsWith(`/callingly/${account}/${EVENT}/${token}`));

const byAge = (a: Webhook, b: Webhook): number => Number(a.id) - Number(b.id);

/** A webhook with a filter would keep calls from us. */
export function isWanted(webhook: Webhook, target_url: string): boolean {
  const { call_direction, call_status, call_lead_status, team_id, number_id, field, filter } = webhook;
  const filters = [call_direction, call_status, call_lead_status, team_id, number_id, field, filter];
  return webhook.target_url === target_url && webhook.event === EVENT && filters.every((set) => set === undefined);
}
