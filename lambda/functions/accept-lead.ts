import config from "#bridge-config";
import * as formScript from "#form-script";
import { bridgeOf } from "../config/bridge.ts";
import { openTable, patience, secretReader } from "../runtime/aws.ts";
import { optionalEnv, readEnv } from "../runtime/env.ts";
import type { HttpRequest } from "../runtime/http.ts";
import { httpHandler } from "../runtime/http-handler.ts";
import { randomId } from "../runtime/random-id.ts";
import {
  challengeKeysOf,
  keysOfSource,
  SourceKeysSchema,
  SuppressionKeySchema,
  suppressionSeeds,
  visitorKeyOf,
} from "../runtime/secret-shapes.ts";
import { cachedSecret, onDemand } from "../runtime/secrets.ts";
import { sleep } from "../runtime/sleep.ts";
import { type AcceptDeps, acceptLead } from "../steps/accept-lead/accept-lead.ts";
import { isScriptAskedFor, serveFormScript } from "../steps/accept-lead/serve-form-script.ts";
import { sourceInPath } from "../steps/accept-lead/source-in-path.ts";
import { isOptOut, takeOptOut } from "../steps/accept-lead/take-opt-out.ts";
import { optOut } from "../steps/opt-out.ts";
import { watchedSource } from "../steps/watch-source.ts";
import { dynamoStore } from "../store/dynamo.ts";
import { captchas } from "./captcha.ts";
import { originCheckOf } from "./origin.ts";
import { outlooks } from "./outlook.ts";
import { log, measure, traced } from "./telemetry.ts";

const env = readEnv(["tableName", "sourceKeysSecret", "suppressionKeySecret"]);
const secrets = secretReader();
const { ask, connected } = openTable(patience.whileSenderWaits);
const sourceKeys = cachedSecret(env.sourceKeysSecret, SourceKeysSchema, secrets);
const checked = originCheckOf(secrets, log, () => measure({ Rejected: 1, SenderRefused: 1 }));
/** Needed only where somebody asks not to be called. */
const suppressionKey = onDemand(env.suppressionKeySecret, SuppressionKeySchema, secrets);
const store = dynamoStore(env.tableName, ask);
const { leads, quotas, records, sourceHours } = store;
const bridge = bridgeOf(config);

const now = () => new Date();

const secretsFor: AcceptDeps["secretsFor"] = async (source, { newer = false } = {}) => {
  const secret = await (newer ? sourceKeys.newer() : sourceKeys());
  return {
    keys: keysOfSource(secret, source),
    values: secret.sources?.[source] ?? {},
    visitorKey: visitorKeyOf(secret, source),
    challengeKeys: challengeKeysOf(secret, source),
  };
};
const captcha = captchas({ bridge, quotas, secretsFor, now });

const seeds = async () => suppressionSeeds(await suppressionKey());
const optingOut = { bridge, store, seeds, now, log };
const deps: AcceptDeps = {
  bridge,
  leads,
  records,
  optOut: (who, word) => optOut(who, word, optingOut),
  secretsFor,
  verifierFor: captcha.verifierFor,
  outlookOf: outlooks(config),
  now,
  newId: randomId,
  log,
  measure,
};

const watch = { ...deps, sourceHours };
const accept = watchedSource(
  checked((request) => acceptLead(request, deps)),
  watch,
);
const optOuts = watchedSource(
  checked((request) => takeOptOut(request, { ...optingOut, quotas, secretsFor, sleep })),
  watch,
);
const script = checked(async (request) => serveFormScript(request, formScript));
const challenge = checked((request) => captcha.challenge(request));

const answer = (request: HttpRequest) => {
  if (isScriptAskedFor(request)) return script(request);
  if (isOptOut(request)) return optOuts(sourceInPath(request));
  return captcha.isChallengeAskedFor(request) ? challenge(request) : accept(sourceInPath(request));
};

// The script comes from here and not from a function of its own: loading the page warms up the function that will take
// the lead.
export const handler = traced(httpHandler(answer, log, optionalEnv("callbackBaseUrl")));

await connected;
