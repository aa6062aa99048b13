import config from "#bridge-config";
import { callinglyForAccount } from "../callingly/for-account.ts";
import { bridgeOf } from "../config/bridge.ts";
import { crmOpener } from "../connectors/kit/out/open-crm.ts";
import { openTable, patience, secretReader } from "../runtime/aws.ts";
import { addressesIn, namedOrigins, optionalEnv, readEnv } from "../runtime/env.ts";
import { nodeSend } from "../runtime/http-client.ts";
import { randomId } from "../runtime/random-id.ts";
import {
  CallinglyTokensSchema,
  CrmCredentialsSchema,
  SuppressionKeySchema,
  suppressionSeeds,
} from "../runtime/secret-shapes.ts";
import { cachedSecret, onDemand } from "../runtime/secrets.ts";
import { sleep } from "../runtime/sleep.ts";
import { accountClocks } from "../steps/account-clocks.ts";
import { crmTokens } from "../steps/crm-tokens.ts";
import { optOut } from "../steps/opt-out.ts";
import { noLooksYet } from "../steps/report-call/limit-lookups.ts";
import { type ReportDeps, reportCall } from "../steps/report-call/report-call.ts";
import { cachedGates } from "../store/cached-gates.ts";
import { dynamoStore } from "../store/dynamo.ts";
import { log, measure, traced } from "./telemetry.ts";
import { wakeHandler } from "./wake-handler.ts";

const env = readEnv(["tableName", "callinglyTokensSecret", "crmCredentialsSecret", "suppressionKeySecret"]);
const baseUrl = optionalEnv("callinglyBaseUrl");
const secrets = secretReader();
const { ask, connected } = openTable(patience.inBackground);
const tokens = cachedSecret(env.callinglyTokensSecret, CallinglyTokensSchema, secrets);
const credentials = cachedSecret(env.crmCredentialsSecret, CrmCredentialsSchema, secrets);
const bridge = bridgeOf(config);
const now = () => new Date();
const table = dynamoStore(env.tableName, ask);
const store = { ...table, gates: cachedGates(table.gates, now) };
const crmBaseUrls = addressesIn("crmBaseUrls");
const send = nodeSend({ mayBePrivate: namedOrigins(baseUrl, ...Object.values(crmBaseUrls)) });
const callinglyFor = callinglyForAccount(tokens, { ...(baseUrl && { baseUrl }), send, sleep, now });
const openCrm = crmOpener(credentials, {
  baseUrls: crmBaseUrls,
  access: crmTokens({ accesses: store.accesses, newId: randomId, now, sleep, log }),
  send,
  now,
});

const looks = noLooksYet();
const underWay: ReportDeps["underWay"] = new Map();
const users: ReportDeps["users"] = new Map();
/** Needed only where somebody asked the agent not to be called. */
const suppressionKey = onDemand(env.suppressionKeySecret, SuppressionKeySchema, secrets);
const seeds = async () => suppressionSeeds(await suppressionKey());
const clocks = accountClocks(store.clocks, now, log);

export const handler = traced(
  wakeHandler("report-call", store.due, now, log, async (item, { timeLeftMs }) => {
    if (item.kind !== "call") return;
    const deps: ReportDeps = {
      bridge,
      store,
      callinglyFor,
      openCrm,
      clocks,
      underWay,
      users,
      optOut: (who, word) => optOut(who, word, { bridge, store, seeds, now, log }),
      looks,
      now,
      newId: randomId,
      timeLeftMs,
      log,
      measure,
    };
    await reportCall(item.call ?? item, deps);
  }),
);

await connected;
