import config from "#bridge-config";
import { callinglyForAccount } from "../callingly/for-account.ts";
import { accountsOf } from "../config/accounts.ts";
import { limitsOf } from "../config/limits.ts";
import { openTable, patience, publisherTo, secretReader } from "../runtime/aws.ts";
import { namedOrigins, optionalEnv, readEnv } from "../runtime/env.ts";
import { nodeSend } from "../runtime/http-client.ts";
import {
  CallbackTokensSchema,
  CallinglyTokensSchema,
  callbackTokens,
  SourceCredentialsSchema,
} from "../runtime/secret-shapes.ts";
import { cachedSecret } from "../runtime/secrets.ts";
import { sleep } from "../runtime/sleep.ts";
import { accountClocks } from "../steps/account-clocks.ts";
import { countDays } from "../steps/reconcile/count-days.ts";
import { findMissingCalls } from "../steps/reconcile/find-missing-calls.ts";
import { certificateKeeper } from "../steps/reconcile/keep-certificate.ts";
import { measureBacklog } from "../steps/reconcile/measure-backlog.ts";
import { reconcileItem } from "../steps/reconcile/reconcile.ts";
import { webhookRegistrar } from "../steps/reconcile/register-webhooks.ts";
import { morningMailer } from "../steps/reconcile/send-morning-mail.ts";
import { settleEach } from "../steps/work-due.ts";
import { dynamoStore } from "../store/dynamo.ts";
import { log, measure, traced } from "./telemetry.ts";
import { type Tick, wakeHandler } from "./wake-handler.ts";

const env = readEnv(["stage", "tableName", "callinglyTokensSecret", "callbackTokensSecret"]);
const baseUrl = optionalEnv("callinglyBaseUrl");
const secrets = secretReader();
const { ask, connected } = openTable(patience.inBackground);
const tokens = cachedSecret(env.callinglyTokensSecret, CallinglyTokensSchema, secrets);
const callbacks = cachedSecret(env.callbackTokensSecret, CallbackTokensSchema, secrets);
const store = dynamoStore(env.tableName, ask);
const bridge = { ...accountsOf(config), limits: limitsOf(config) };
const { ledgerDays } = config.policies;
const now = () => new Date();
const send = nodeSend({ mayBePrivate: namedOrigins(baseUrl) });
const callinglyFor = callinglyForAccount(tokens, { ...(baseUrl && { baseUrl }), send, sleep, now });

const sourceCredentials = optionalEnv("sourceCredentialsSecret");
const credentials = sourceCredentials && cachedSecret(sourceCredentials, SourceCredentialsSchema, secrets);
const keepCertificate = credentials
  ? certificateKeeper(async (source) => (await credentials())[source]?.trustedform_api_key, send)
  : undefined;

const clocks = accountClocks(store.clocks, now, log);

const registerWebhooks = webhookRegistrar({
  accounts: bridge.accounts,
  callinglyFor,
  callbackBaseUrl: optionalEnv("callbackBaseUrl"),
  stage: env.stage,
  tokensFor: async (account, event) => callbackTokens(await callbacks(), account, event),
  now,
  log,
});

const mailTopic = optionalEnv("morningMailTopic");
const sendMorningMail = mailTopic
  ? morningMailer({
      accounts: bridge.accounts,
      store,
      stage: env.stage,
      hour: Number(optionalEnv("morningMailHour") ?? 8),
      publish: publisherTo(mailTopic),
      now,
      log,
    })
  : undefined;

const reconcileDue = wakeHandler("reconcile", store.due, now, log, async (item) => {
  await reconcileItem(item, { bridge, store, callinglyFor, clocks, keepCertificate, now, log, measure });
});

export const handler = traced(async (event: Tick, context): Promise<void> => {
  // Side by side: look-ups that hang must not use up the time for the levels.
  await settleEach(
    [
      () => reconcileDue(event, context),
      ...(event.tick === "minute" ? [() => measureBacklog({ due: store.due, gates: store.gates, now, measure })] : []),
      ...(event.tick === "minute" && sendMorningMail ? [sendMorningMail] : []),
    ],
    (part) => part(),
    log,
  );
  await registerWebhooks(event.tick !== "minute");
  if (event.tick === "night") {
    const deps = { store, callinglyFor, clocks, now, log, measure };
    const find = async (account: (typeof bridge.accounts)[number]) => void (await findMissingCalls(account, deps));
    await settleEach(bridge.accounts, find, log, ({ name }) => ({ account: name }));
  }
  if (event.tick !== "minute") {
    const timeLeftMs = () => context.getRemainingTimeInMillis();
    await countDays(event.tick, { accounts: bridge.accounts, store, ledgerDays, now, timeLeftMs, log });
  }
});

await connected;
