import type { BridgeConfig } from "../lambda/config/schema.ts";
import { type LocalServer, serve } from "../lib/program/serve.ts";
import { stagePolicies } from "../lib/stage-policies.ts";
import { defaultConfigPath } from "../lib/synth/read-config.ts";
import { captchaStandIn } from "../stand-ins/captcha.ts";
import { demoCrms } from "../stand-ins/crms/index.ts";
import type { Keep } from "../stand-ins/kit/kept.ts";
import { type BridgeOptions, dialsStayHere, namedEnds } from "./bridge-options.ts";
import { openCallingly } from "./callingly.ts";
import { consoleAddress, consoleHere, consoleToken } from "./console-here.ts";
import { sendMessage } from "./demo/crm-contact.ts";
import { diariesOf } from "./demo/diaries.ts";
import type { DemoFacts } from "./demo/facts.ts";
import type { LivePath } from "./demo/live-path.ts";
import { type Plan, plans } from "./demo/plans.ts";
import { captchaFolder, serveDemo } from "./demo/server.ts";
import { startEngine } from "./engine/engine.ts";
import { farEndsAt, playedPlatforms } from "./far-ends.ts";
import type { Gateway } from "./gateway/gateway.ts";
import type { RefusalLog } from "./gateway/refusal-log.ts";
import type { Addresses } from "./local-environment.ts";
import { rehearseHere } from "./rehearse-here.ts";
import { captchaSecrets, enterSecret, secretValue } from "./secret-values.ts";
import { serveSecrets } from "./secrets/server.ts";
import { leaveSessionToken, newSessionToken } from "./session-token.ts";
import type { Running } from "./stack/world.ts";
import { stageHere } from "./stage-here.ts";
import { wantedAccounts } from "./wanted-accounts.ts";

/** What the synthesised stack stands on: the front door, Callingly, the CRMs, the secrets and the table's engine. */

export interface Inside {
  readonly config: BridgeConfig;
  readonly keep: Keep;
  readonly gateway: Gateway;
  readonly running: Running;
  readonly path: LivePath;
  readonly refusalLog: RefusalLog;
}

/** Opens the front door, and everything that the functions reach over the network. */
export async function openSurroundings(options: BridgeOptions, inside: Inside, closers: (() => Promise<void>)[]) {
  const { output, dataDir } = options;
  const { config, gateway, running, path } = inside;
  const portAfter = (steps: number) => (options.port === 0 ? 0 : options.port + steps);
  const onFailure = output.warn;

  const door = await serve({
    name: "the bridge",
    port: portAfter(0),
    ownPagesOnly: false,
    answer: gateway.answer,
    onFailure,
  });
  closers.push(door.close);
  const callingly = await openCallingly(options, wantedAccounts(config), portAfter(1), closers);

  const sessionToken = newSessionToken();
  const left = leaveSessionToken(sessionToken);
  closers.push(async () => left.remove());
  const crms = demoCrms(config, inside.keep);
  const diaries = diariesOf(config, crms, inside.keep);
  let facts: DemoFacts | undefined;
  const stage = () =>
    facts && stageHere(options, running, { url: facts.url, addresses, config, sessionTokenFile: left.file });
  const tick = async () => {
    for (const schedule of running.schedules) await schedule.fire();
  };
  const rehearse = () => rehearseHere({ running, addresses, sessionToken, facts, loseDial: callingly.loseDial, tick });
  const failures = () => [...running.queues.values()].flat();
  const token = consoleToken();
  const demo: LocalServer = await serveDemo({
    port: portAfter(2),
    crms,
    path,
    plans: plans({ diaries, kept: inside.keep<Plan>("plans"), post: sendMessage }),
    captcha: captchaStandIn(),
    refusalLog: inside.refusalLog,
    facts: () => facts,
    stage,
    failures,
    tick,
    rehearse,
    sessionToken,
    console: consoleHere({
      address: () => demo.url,
      token,
      configFile: options.configPath ?? defaultConfigPath,
      onFailure,
    }),
    onFailure,
  });
  closers.push(demo.close);

  const platforms = playedPlatforms(config, namedEnds(options));
  const filling = { tokens: callingly.tokens, crms, platforms, captchas: captchaSecrets(config) };
  const secrets = await serveSecrets(
    {
      read: (arn) => secretValue(arn, running, filling),
      write: (arn, value) => enterSecret(arn, value, running, filling, inside.keep),
    },
    sessionToken,
    onFailure,
  );
  closers.push(secrets.close);
  const engine = await startEngine({ endpoint: options.engineUrl, dataDir, sessionToken, say: output.say });
  closers.push(engine.stop);

  const addresses: Addresses = {
    engine: engine.url,
    secrets: secrets.url,
    callingly: callingly.baseUrl,
    callback: options.callbackBaseUrl ?? (callingly.facts.stand_in ? door.url : undefined),
    captcha: demo.url + captchaFolder,
    farEnds: farEndsAt(demo.url, config, namedEnds(options)),
    policies: stagePolicies(config, {
      name: "local",
      said: config.stages.local ?? {},
      isHere: dialsStayHere(options),
    }),
  };
  const tell = (known: DemoFacts) => {
    facts = known;
  };
  const { url, close: closeDoor } = door;
  return {
    url,
    closeDoor,
    demoUrl: demo.url,
    consoleUrl: consoleAddress(demo.url, token),
    callingly: callingly.facts,
    addresses,
    sessionToken,
    crms,
    diaries,
    tick,
    tell,
  };
}
