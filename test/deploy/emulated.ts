import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { Problem } from "../../local/problem.ts";
import { cdkCli } from "./cdk.ts";
import * as path from "./checks/path.ts";
import { nobodyTwice, redeployInFlight } from "./checks/redeploy.ts";
import { awsCloud } from "./cloud.ts";
import type { Check, Deployed } from "./deployed.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { serveForward } from "./forward.ts";
import { leaveOutOfAssembly } from "./left-out.ts";
import { ownership } from "./owned.ts";
import { progress } from "./progress.ts";
import { installMiniStack } from "./python.ts";
import { createSenders } from "./senders.ts";
import { startStandIns } from "./stand-ins.ts";
import { patience } from "./wait-for.ts";

/** `npm run test:deploy`: the stack is deployed as in AWS, into an emulator of AWS on this machine. */

interface Options {
  readonly json?: true;
  readonly keep?: true;
}

const { json, keep } = new Command("npm run test:deploy --")
  .description("Deploys the bridge with the CDK into MiniStack, an emulator of AWS, and sends leads through it.")
  .option("--json", "print one JSON line at the end; progress goes to stderr")
  .option("--keep", "leave everything running afterwards, to look around, until Ctrl-C")
  .parse()
  .opts<Options>();

const configs = {
  first: join(import.meta.dirname, "deployed.config.ts"),
  changed: join(import.meta.dirname, "changed.config.ts"),
};
/** MiniStack takes any; they only must not be somebody's real ones. */
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

const out = json ? process.stderr : process.stdout;
const tell = progress({ write: (text) => void out.write(text), isTerminal: out.isTTY === true });
const owned = ownership(tell.say);
const begun = Date.now();
let emulator: Emulator | undefined;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    tell.say(`${signal}: ending everything that was started`);
    void owned.endAll().finally(() => process.exit(130));
  });
}

try {
  await run();
  summarise(true);
} catch (error) {
  tell.say(wordsOf(error));
  if (emulator && !(error instanceof Problem)) tell.say(`The newest lines of MiniStack's log:\n${emulator.log()}`);
  summarise(false);
  process.exitCode = 1;
} finally {
  await owned.endAll();
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "callingly-bridge-deploy-"));
  owned.add(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const standIns = await startStandIns(configs.first, owned);
  // Its address is known before there is an API to hand requests on to: Callingly is told it during the deployment.
  let target: { readonly url: string; readonly host: string } | undefined;
  const door = await serveForward("the front door", 0, (path) => target && { ...target, url: `${target.url}${path}` });
  owned.add(door.close);

  const aws = await tell.step("install and start MiniStack", async () => {
    const python = await installMiniStack(owned);
    return startEmulator(python, join(folder, "ministack"), owned);
  });
  emulator = aws;
  const env = environment(aws);
  const crmBaseUrls = Object.fromEntries(
    [...standIns.crms.crms.keys()].map((name) => [name, `${standIns.crmUrl}/${name}`]),
  );
  const cdk = cdkCli({
    env,
    folder,
    owned,
    context: {
      callinglyBaseUrl: standIns.callingly.url,
      callbackBaseUrl: door.url,
      crmBaseUrls: JSON.stringify(crmBaseUrls),
    },
  });
  const known = await aws.knownTypes();
  const synth = async (config: string, name: string) => {
    const assembly = await cdk.synth(config, name);
    return { assembly, leftOut: leaveOutOfAssembly(assembly, known) };
  };

  await tell.step("cdk bootstrap", () => cdk.bootstrap(`aws://${aws.account}/${aws.region}`));
  const { assembly, leftOut } = await tell.step("cdk synth", () => synth(configs.first, "first"));
  if (leftOut.length > 0) tell.say(`Left out, because MiniStack does not know it: ${leftOut.join(", ")}`);
  const outputs = await tell.step("cdk deploy", () => cdk.deploy(assembly));
  target = { url: aws.url, host: new URL(outputs.ApiUrl ?? "").host };

  const bridge: Deployed = {
    url: door.url,
    outputs,
    cloud: awsCloud({ endpoint: aws.url, region: aws.region, credentials }),
    standIns,
    senders: createSenders(standIns.crms),
    waitFor: patience({ everyMs: 100 }),
  };
  const check = ({ name, run }: Check) => tell.step(name, () => run(bridge));
  await check(path.answers);
  await check(path.fillSecrets);
  await check(path.showAddresses(configs.first, env));
  await check(path.registerWebhooks(true));
  await check(path.refuseStrangers);
  await check(path.ringEachOnce);
  await check(path.reportEachOnce);
  await check(path.knowRepeats);
  await tell.step("cdk diff finds no difference", async () => {
    const { assembly } = await synth(configs.first, "again");
    await cdk.expectNoDifference(assembly);
  });
  const changed = await tell.step("cdk synth of a change", () => synth(configs.changed, "changed"));
  await check(
    redeployInFlight(async () => void (await cdk.deploy(changed.assembly)), path.showAddresses(configs.changed, env)),
  );
  await check(nobodyTwice);
  if (keep) await lookAround(aws, bridge);
  await tell.step("cdk destroy", async () => {
    await cdk.destroy(changed.assembly);
    if (await bridge.cloud.stackExists()) throw new Error("The stack is still there");
  });
}

/** Nothing of the person's own account, profile or CDK settings may leak into what is deployed here. */
function environment({ url, region }: Emulator): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|BRIDGE_CONFIG)/.test(name));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

async function lookAround({ url, region }: Emulator, { standIns, url: door }: Deployed): Promise<void> {
  tell.say(`
It runs until Ctrl-C.
  bridge      ${door}
  Callingly   ${standIns.callingly.url}
  CRMs        ${standIns.crmUrl}
  AWS         export AWS_ENDPOINT_URL=${url} AWS_REGION=${region} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`);
  await new Promise(() => {});
}

function summarise(ok: boolean): void {
  const seconds = Math.round((Date.now() - begun) / 1000);
  if (json) console.log(JSON.stringify({ ok, seconds, steps: tell.steps }));
  else tell.say(ok ? `Deployed, tried and destroyed in ${seconds} s.` : `WRONG after ${seconds} s: see above.`);
}

function wordsOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
