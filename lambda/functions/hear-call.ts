import config from "#bridge-config";
import { openTable, patience, secretReader } from "../runtime/aws.ts";
import { readEnv } from "../runtime/env.ts";
import { httpHandler } from "../runtime/http-handler.ts";
import { CallbackTokensSchema, callbackTokens } from "../runtime/secret-shapes.ts";
import { cachedSecret } from "../runtime/secrets.ts";
import { hearCall, hintsPerAccount } from "../steps/hear-call/hear-call.ts";
import { dynamoStore } from "../store/dynamo.ts";
import { originCheckOf } from "./origin.ts";
import { log, traced } from "./telemetry.ts";

const env = readEnv(["tableName", "callbackTokensSecret"]);
const secrets = secretReader();
const { ask, connected } = openTable(patience.whileSenderWaits);
const tokens = cachedSecret(env.callbackTokensSecret, CallbackTokensSchema, secrets);
const checked = originCheckOf(secrets, log);
const { calls } = dynamoStore(env.tableName, ask);
const allows = hintsPerAccount(Date.now);

export const handler = traced(
  httpHandler(
    checked((request) =>
      hearCall(request, {
        // Computed for unknown accounts too, so that the time does not show which exist.
        tokensFor: async (account, event, { newer = false } = {}) => {
          const valid = callbackTokens(await (newer ? tokens.newer() : tokens()), account, event);
          return Object.hasOwn(config.accounts, account) ? valid : valid.map((token) => `${token} of no account`);
        },
        calls,
        allows,
        now: () => new Date(),
        log,
      }),
    ),
    log,
  ),
);

await connected;
