import { CallbackTokensSchema, callbackTokens } from "../../lambda/runtime/secret-shapes.ts";
import { addressOf, EVENT, isWanted } from "../../lambda/steps/reconcile/register-webhooks.ts";
import { askOrigin } from "../stage/ask-origin.ts";
import type { SecretPurpose } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { span } from "../words/times.ts";
import type { Json } from "./entries.ts";
import { lastFormerKey } from "./former-key.ts";
import { Overridable } from "./overridable.ts";

/** Whether an old key may end: what still comes with it is refused from then on, and some senders never say so. */

const UNASKED = "To finish all the same, add --no-check.";

/**
 * @param since when the new key began to count
 * @param command that began the rotation
 * @throws Overridable when a sender used the old key since
 */
export async function refuseUsed(
  stage: Stage,
  sources: readonly string[],
  since: unknown,
  command: string,
): Promise<void> {
  const use = await lastFormerKey(stage, sources, typeof since === "string" ? since : undefined);
  if (!use) return;
  throw new Overridable(
    `The old key was used ${span(use.at, stage.now())} ago, by a sender of the source ${use.source}: put the new address there first (bridge sources --show ${use.source}). Such uses are noted once an hour.`,
    `To end the old key all the same: ${command} --finish --anyway`,
  );
}

/** @throws Overridable when Callingly, or what stands before the door, has not changed over to the new one */
export async function refuseUnmoved(stage: Stage, purpose: SecretPurpose, value: Json): Promise<void> {
  if (purpose === "callback-tokens") await refuseOldWebhooks(stage, value);
  if (purpose === "origin-header") await refuseOldWord(stage);
}

/** A firewall that still sends the old header is refused from then on, and with it every lead. */
async function refuseOldWord({ url }: Stage): Promise<void> {
  if ((await askOrigin(url)) === "former")
    throw new Overridable(
      `The firewall before ${url} still sends the old header: put the new one there first (bridge sources --origin).`,
      UNASKED,
    );
}

/** Until Callingly reports under the new token everywhere, the old one is what lets its reports in. */
async function refuseOldWebhooks(stage: Stage, value: Json): Promise<void> {
  const tokens = CallbackTokensSchema.safeParse(value);
  const { callbackUrl } = stage;
  if (!tokens.success || callbackUrl === undefined) return;
  for (const account of stage.bridge.accounts) {
    const [token = ""] = callbackTokens(tokens.data, account.name, EVENT);
    const { target_url } = addressOf(callbackUrl, account.name, token);
    const webhooks = await (await stage.callinglyFor(account))?.listWebhooks();
    if (webhooks && !webhooks.some((webhook) => isWanted(webhook, target_url)))
      throw new Overridable(
        `Callingly still reports under the old token for the account ${account.name}. The bridge registers the new one within the hour; finish then.`,
        UNASKED,
      );
  }
}
