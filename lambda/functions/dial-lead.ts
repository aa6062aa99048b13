import type { Context, DynamoDBStreamEvent } from "aws-lambda";
import config from "#bridge-config";
import { callinglyForAccount } from "../callingly/for-account.ts";
import { atStage, policiesHere } from "../config/at-stage.ts";
import { bridgeOf } from "../config/bridge.ts";
import { platformOpener } from "../connectors/kit/in/open-platform.ts";
import { accessOpener } from "../connectors/kit/open-access.ts";
import { paceLimit } from "../lead/pace.ts";
import { timing } from "../lead/timing.ts";
import { openTable, patience, secretReader } from "../runtime/aws.ts";
import { addressesIn, namedOrigins, optionalEnv, readEnv } from "../runtime/env.ts";
import { nodeSend } from "../runtime/http-client.ts";
import { randomId as newId } from "../runtime/random-id.ts";
import {
  CallinglyTokensSchema,
  CrmCredentialsSchema,
  SourceCredentialsSchema,
  SuppressionKeySchema,
  suppressionSeeds,
} from "../runtime/secret-shapes.ts";
import { cachedSecret, onDemand } from "../runtime/secrets.ts";
import { sleep } from "../runtime/sleep.ts";
import { crmTokens } from "../steps/crm-tokens.ts";
import { scrubCheck } from "../steps/dial-lead/ask-scrub.ts";
import { suppressionCheck } from "../steps/dial-lead/check-suppression.ts";
import { dialDue, dialWoken } from "../steps/dial-lead/dial-leads.ts";
import { callPacer } from "../steps/dial-lead/pace-calls.ts";
import { cachedGates } from "../store/cached-gates.ts";
import { dynamoStore } from "../store/dynamo.ts";
import { log, measure, traced } from "./telemetry.ts";
import { type Tick, wokenBy } from "./wake-handler.ts";

const env = readEnv(["tableName", "callinglyTokensSecret", "sourceCredentialsSecret", "suppressionKeySecret"]);
const baseUrl = optionalEnv("callinglyBaseUrl");
const secrets = secretReader();
const { ask, connected } = openTable(patience.inBackground);
const tokens = cachedSecret(env.callinglyTokensSecret, CallinglyTokensSchema, secrets);
const now = () => new Date();
const table = dynamoStore(env.tableName, ask);
const store = { ...table, gates: cachedGates(table.gates, now) };
const bridge = bridgeOf(atStage(config, policiesHere()));
const turns = callPacer({
  paces: store.paces,
  limitOf: ({ callsPerSecond }) => paceLimit(callsPerSecond, baseUrl === undefined),
  now,
  newId,
  sleep,
});
const platformBaseUrls = addressesIn("platformBaseUrls");
const crmBaseUrls = addressesIn("crmBaseUrls");
const scrubUrls = Object.values(config.sources).flatMap(({ scrub }) =>
  scrub.flatMap((list) => (list === "dnc-file" ? [] : [list.url])),
);
const farEnds = [baseUrl, ...scrubUrls, ...Object.values(platformBaseUrls), ...Object.values(crmBaseUrls)];
const send = nodeSend({ mayBePrivate: namedOrigins(...farEnds) });
const callinglyFor = callinglyForAccount(tokens, {
  ...(baseUrl && { baseUrl }),
  send,
  sleep,
  now,
  timeoutMs: timing.dialTimeout,
});

/** Needed only once somebody is on the list of those who are not called. */
const suppressionKey = onDemand(env.suppressionKeySecret, SuppressionKeySchema, secrets);
const seeds = async () => suppressionSeeds(await suppressionKey());
const sourceCredentials = onDemand(env.sourceCredentialsSecret, SourceCredentialsSchema, secrets);
/** Asks only where a source says so. */
const scrub = scrubCheck({
  bridge,
  doNotCall: table.doNotCall,
  keyOf: async (source) => (await sourceCredentials())[source]?.scrub_key,
  send,
  now,
  log,
});
const suppressionOf = suppressionCheck(store.suppressions, seeds, bridge);
/** Where a CRM's access may be needed, the environment names its secret. */
const crmSecret = optionalEnv("crmCredentialsSecret");
const openAccess =
  crmSecret === undefined
    ? undefined
    : accessOpener(onDemand(crmSecret, CrmCredentialsSchema, secrets), {
        baseUrls: crmBaseUrls,
        access: crmTokens({ accesses: table.accesses, newId, now, sleep, log }),
        send,
        now,
      });
/** Needed only where a source sends leads that have to be fetched. */
const openPlatform = platformOpener(sourceCredentials, {
  baseUrls: platformBaseUrls,
  openAccess,
  send,
  now,
});

export const handler = traced(async (event: DynamoDBStreamEvent | Tick, context: Context): Promise<void> => {
  const timeLeftMs = () => context.getRemainingTimeInMillis();
  const deps = {
    bridge,
    store,
    callinglyFor,
    turns,
    openPlatform,
    suppressionOf,
    scrub,
    now,
    newId,
    sleep,
    timeLeftMs,
    log,
    measure,
  };
  if (!("tick" in event)) {
    return dialWoken(
      wokenBy(event).flatMap((item) => (item.kind === "lead" ? [item.lead ?? item.id] : [])),
      deps,
    );
  }
  const count = await dialDue(deps);
  if (count > 0) log("info", "tick", { count });
});

await connected;
