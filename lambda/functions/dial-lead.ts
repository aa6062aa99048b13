import { randomUUID } from "node:crypto";
import type * as z from "zod/mini";
import config from "#bridge-config";
import { callinglyForAccount } from "../callingly/for-account.ts";
import { bridgeOf } from "../config/bridge.ts";
import { platformOpener } from "../connectors/open-platform.ts";
import { dialLead } from "../dial-lead.ts";
import { timing } from "../lead/timing.ts";
import { dynamoClient, patience, secretsClient } from "../runtime/aws.ts";
import { addressesIn, namedOrigins, optionalEnv, readEnv } from "../runtime/env.ts";
import { nodeSend } from "../runtime/http-client.ts";
import { CallinglyTokensSchema, SourceCredentialsSchema } from "../runtime/secret-shapes.ts";
import { cachedSecret, type Secret } from "../runtime/secrets.ts";
import { sleep } from "../runtime/sleep.ts";
import { cachedGates } from "../store/cached-gates.ts";
import { dynamoStore } from "../store/dynamo.ts";
import { turnTaker } from "../take-turn.ts";
import { wakeHandler } from "./wake-handler.ts";
import { log, measure, traced } from "./watch.ts";

const env = readEnv(["tableName", "callinglyTokensSecret", "sourceCredentialsSecret"]);
const baseUrl = optionalEnv("callinglyBaseUrl");
const secrets = secretsClient();
const tokens = cachedSecret(env.callinglyTokensSecret, CallinglyTokensSchema, secrets);
const now = () => new Date();
const table = dynamoStore(env.tableName, dynamoClient(patience.inBackground));
const store = { ...table, gates: cachedGates(table.gates, now) };
const bridge = bridgeOf(config);
/** Callingly's own pace is not published; other servers, for trying things out, have none unless it is configured. */
const usualPerSecond = baseUrl ? undefined : 1;
const turns = turnTaker({
  paces: store.paces,
  limitOf: ({ callsPerSecond = usualPerSecond }) =>
    callsPerSecond === undefined ? undefined : { perSecond: callsPerSecond, burst: 5 },
  now,
  newId: randomUUID,
  sleep,
});
const platformBaseUrls = addressesIn("platformBaseUrls");
const send = nodeSend({ mayBeInside: namedOrigins(baseUrl, ...Object.values(platformBaseUrls)) });
const callinglyFor = callinglyForAccount(tokens, {
  ...(baseUrl && { baseUrl }),
  send,
  sleep,
  now,
  timeoutMs: timing.dialTimeout,
});

/** Most bridges fetch no lead, so the secret is not read before the first one. */
let credentials: Secret<z.output<typeof SourceCredentialsSchema>> | undefined;
const credentialsNow = () => {
  credentials ??= cachedSecret(env.sourceCredentialsSecret, SourceCredentialsSchema, secrets);
  return credentials();
};
const openPlatform = platformOpener(credentialsNow, {
  baseUrls: platformBaseUrls,
  send,
  now,
});

export const handler = traced(
  wakeHandler("dial-lead", store.due, now, log, async (item, time) => {
    if (item.kind !== "lead") return;
    await dialLead(item.lead ?? item.id, {
      bridge,
      store,
      callinglyFor,
      turns,
      openPlatform,
      now,
      newId: randomUUID,
      ...time,
      log,
      measure,
    });
  }),
);
