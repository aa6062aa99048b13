import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { cdkCli, cdkSynth } from "./cdk.ts";
import { accountChecks, pathChecks, settingChecks } from "./checks/all.ts";
import * as path from "./checks/path.ts";
import { nobodyTwice, redeployInFlight } from "./checks/redeploy.ts";
import { awsCloud } from "./cloud.ts";
import { type Configs, configs } from "./configs.ts";
import { type Check, type Deployed, seen } from "./deployed.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { serveForward } from "./forward.ts";
import { leaveOutOfAssembly } from "./left-out.ts";
import type { Owned } from "./owned.ts";
import { expectNoMore, firstCall, importPackage, makeApp, packPackages } from "./packed-app.ts";
import { program } from "./program.ts";
import type { Progress } from "./progress.ts";
import { installMiniStack } from "./python.ts";
import { createSenders } from "./senders.ts";
import { crmBaseUrls, startStandIns } from "./stand-ins.ts";
import { patience } from "./wait-for.ts";

/** `npm run test:deploy`: the stack is deployed as in AWS, into an emulator of AWS on this machine. */

interface Options {
  readonly json?: true;
  readonly keep?: true;
  readonly accountChecks?: true;
}

const {
  json = false,
  keep,
  accountChecks: tryAccountChecks,
} = new Command("npm run test:deploy --")
  .description("Deploys the bridge with the CDK into MiniStack, an emulator of AWS, and sends leads through it.")
  .option("--json", "print one JSON line at the end; progress goes to stderr")
  .option("--account-checks", "try what test:aws adds, too; MiniStack may fail them, and that counts for nothing")
  .option("--keep", "leave everything running afterwards, to look around, until Ctrl-C")
  .parse()
  .opts<Options>();

/** MiniStack takes any; they only must not be somebody's real ones. */
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

async function run(tell: Progress, owned: Owned): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "callingly-bridge-deploy-"));
  owned.add(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const standIns = await startStandIns(configs.first, owned);
  // Its address is known before there is an API to hand requests on to: Callingly is told it during the deployment.
  let target: { readonly url: string; readonly host: string } | undefined;
  const door = await serveForward("the front door", 0, (path) => target && { ...target, url: `${target.url}${path}` });
  owned.add(door.close);

  const context = {
    callinglyBaseUrl: standIns.callingly.url,
    callbackBaseUrl: door.url,
    crmBaseUrls: JSON.stringify(crmBaseUrls(standIns, standIns.crmUrl)),
  };
  const own = ownEnvironment();
  const packages = ahead(tell.step("npm run package", () => packPackages(own, owned)));
  const app = ahead(
    packages.then((packed) =>
      tell.step("npm create and npm install, of what was packed", () =>
        makeApp(packed, join(folder, "app"), own, owned),
      ),
    ),
  );
  const synth = async (config: keyof Configs, name: string): Promise<string> => {
    const { project, configs } = await app;
    return cdkSynth({ project, env: own, context, folder, owned })(configs[config], name);
  };
  // One after the other, because they bundle into the same folder, and beside everything else, because it is half of
  // all the work.
  const first = ahead(app.then(() => tell.step("cdk synth", () => synth("first", "first"))));
  const called = ahead(
    first.then(async () => {
      const made = await app;
      return tell.step("npm start, until the first lead is called", () => firstCall(made, own, owned), seen);
    }),
  );
  const again = ahead(called.then(() => tell.step("cdk synth, once more", () => synth("first", "again"))));
  const changed = ahead(again.then(() => tell.step("cdk synth of a change", () => synth("changed", "changed"))));
  const imported = ahead(
    changed.then(async () => {
      const made = await app;
      return tell.step("an app of one's own imports the construct, with its types", () =>
        importPackage(made, own, owned),
      );
    }),
  );

  const python = await tell.step("install MiniStack", () => installMiniStack(owned));
  const aws = await tell.step("start MiniStack", () => startEmulator(python, join(folder, "ministack"), owned));
  const env = environmentOf(aws);
  const { project, configs: ofApp } = await app;
  await tell.step("the package holds what is needed, and no more", async () => expectNoMore(await packages), String);
  const cdk = cdkCli({ project, env, folder, owned });
  await tell.step("cdk bootstrap", () => cdk.bootstrap(`aws://${aws.account}/${aws.region}`));
  const known = await aws.knownTypes();
  const leftOut = leaveOutOfAssembly(await first, known);
  if (leftOut.length > 0) tell.say(`Left out, because MiniStack does not know it: ${leftOut.join(", ")}`);
  const outputs = await tell.step("cdk deploy", async () => cdk.deploy(await first));
  target = { url: aws.url, host: new URL(outputs.ApiUrl ?? "").host };

  const bridge: Deployed = {
    url: door.url,
    outputs,
    cloud: awsCloud({ endpoint: aws.url, region: aws.region, credentials }),
    standIns,
    senders: createSenders(standIns.crms),
    waitFor: patience({ everyMs: 250 }),
  };
  const check = ({ name, run }: Check) => tell.step(name, () => run(bridge), seen);
  for (const one of [...pathChecks(ofApp.first, env, { wake: true, project }), ...settingChecks]) await check(one);
  for (const one of tryAccountChecks ? accountChecks : []) {
    await check(one).catch((error: Error) => tell.say(`       ${error.message}`));
  }
  leaveOutOfAssembly(await again, known);
  await tell.step("cdk diff finds no difference", async () => cdk.expectNoDifference(await again));
  leaveOutOfAssembly(await changed, known);
  const deploy = async () => void (await cdk.deploy(await changed));
  await check(redeployInFlight(deploy, path.showAddresses(ofApp.changed, env, project)));
  await check(nobodyTwice);
  await imported;
  if (keep) await lookAround(tell, aws, bridge);
  await tell.step("cdk destroy", async () => {
    await cdk.destroy(await changed);
    if (await bridge.cloud.stackExists()) throw new Error("The stack is still there");
  });
}

/** Begun before it is needed: whoever awaits it learns of a failure, and until then it ends nothing. */
function ahead<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/**
 * Nothing of the person's own account, profile or CDK settings may leak into what is deployed here, nor what npm told
 * this program of the clone.
 */
function ownEnvironment(): Record<string, string | undefined> {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|CDK_|BRIDGE_|npm_(lifecycle|package|config_local_prefix|command)|INIT_CWD)/.test(name),
  );
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

const environmentOf = ({ url, region }: Emulator): Record<string, string | undefined> => ({
  ...ownEnvironment(),
  AWS_ENDPOINT_URL: url,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

async function lookAround(tell: Progress, { url, region }: Emulator, { standIns, url: door }: Deployed): Promise<void> {
  tell.say(`
It runs until Ctrl-C.
  bridge      ${door}
  Callingly   ${standIns.callingly.url}
  CRMs        ${standIns.crmUrl}
  AWS         export AWS_ENDPOINT_URL=${url} AWS_REGION=${region} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
`);
  await new Promise(() => {});
}

// The functions are deployed on a newer Node than may run here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
await program({ json, success: "Deployed, tried and destroyed" }, run);
