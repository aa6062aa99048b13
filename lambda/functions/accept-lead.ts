import { randomUUID } from "node:crypto";
import config from "#bridge-config";
import { acceptLead } from "../accept-lead.ts";
import { bridgeOf } from "../config/bridge.ts";
import { dynamoClient, patience, secretsClient } from "../runtime/aws.ts";
import { readEnv } from "../runtime/env.ts";
import { httpHandler } from "../runtime/http-handler.ts";
import { jsonLog } from "../runtime/log.ts";
import { keysOfSource, SourceKeysSchema } from "../runtime/secret-shapes.ts";
import { cachedSecret } from "../runtime/secrets.ts";
import { dynamoStore } from "../store/dynamo.ts";

const env = readEnv(["tableName", "sourceKeysSecret"]);
const sourceKeys = cachedSecret(env.sourceKeysSecret, SourceKeysSchema, secretsClient());
const { leads } = dynamoStore(env.tableName, dynamoClient(patience.whileSenderWaits));
const bridge = bridgeOf(config);

export const handler = httpHandler(
  (request) =>
    acceptLead(request, {
      bridge,
      leads,
      secretsFor: async (source) => {
        const secret = await sourceKeys();
        return { keys: keysOfSource(secret, source), values: secret.sources?.[source] ?? {} };
      },
      now: () => new Date(),
      newId: randomUUID,
      log: jsonLog,
    }),
  jsonLog,
);
