import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, InvalidArgumentError } from "commander";
import { readMeasured } from "../../../bench/cost/measured.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { cdkCli, cdkSynth, stackName } from "./cdk.ts";
import { accountChecks, pathChecks, settingChecks } from "./checks/all.ts";
import { expectEnoughRuns } from "./checks/concurrency.ts";
import * as path from "./checks/path.ts";
import { nobodyTwice, redeployInFlight } from "./checks/redeploy.ts";
import { awsCloud } from "./cloud.ts";
import { configs } from "./configs.ts";
import { type Check, type Deployed, seen } from "./deployed.ts";
import { serveForward } from "./forward.ts";
import type { Owned } from "./owned.ts";
import { program } from "./program.ts";
import type { Progress } from "./progress.ts";
import { createSenders } from "./senders.ts";
import { crmBaseUrls, type StandIns, startStandIns } from "./stand-ins.ts";
import { awsAccount, type Identity } from "./trial/account.ts";
import { costOfTrial, costWords } from "./trial/cost.ts";
import { lineOf, lookAround } from "./trial/dry.ts";
import { patience } from "./wait-for.ts";

/** `npm run test:aws`: the stack is deployed into a real account, tried there, and destroyed. */

interface Options {
  readonly tunnel?: string;
  readonly port: number;
  readonly dry?: true;
  readonly fewRuns?: true;
  readonly yes?: true;
  readonly json?: true;
}

const cost = costWords(costOfTrial(readMeasured()));

const command = new Command("npm run test:aws --")
  .description(
    `Deploys a throw-away bridge (${stackName}) into your AWS account, tries it there, and destroys it. It rings nobody: Callingly and the CRMs are played by this machine, so the account has to reach it through a tunnel.`,
  )
  .option("--tunnel <address>", "public https address that leads to the port below", toAddress)
  .option("--dry", "only looks whether a run would come to its end: credentials, region, bootstrap, rights, limits")
  .option("--port <port>", "where this machine plays Callingly and the CRMs, on 127.0.0.1", Number, 8790)
  .option("--few-runs", "also where the account runs fewer than 100 functions at a time")
  .option("--yes", "do not ask before deploying")
  .option("--json", "print one JSON line at the end; progress goes to stderr")
  .addHelpText(
    "after",
    `
Credentials and region are taken from the environment or your profile, as the AWS command line takes them. The account
has to be bootstrapped (npx cdk bootstrap). A tunnel is opened by, for example:
  cloudflared tunnel --url http://127.0.0.1:8790
What your credentials have to be allowed: test/system/deploy/trial/rights.json, a policy that you can give them.

A run takes about half an hour and costs
${cost}.
With --dry nothing is changed and nothing costs; --tunnel may be left out then.

What it proves is what only AWS can answer: the roles' rights, the schedules, the stream's filters, the failure queues,
the front door's limits, that leads expire, and that all of it goes again. The list, and what it does not prove:
docs/deploying.md#npm-run-testaws

Exit code: 0 everything held, 1 something did not, 130 you ended it.`,
  )
  .parse();
const options = command.opts<Options>();
const { tunnel } = options;
if (options.dry === undefined && tunnel === undefined)
  command.error("error: give --tunnel, by which the account reaches this machine, or --dry to look only");

/** Changes nothing. A tunnel is tried where there is one. */
async function look(tell: Progress, owned: Owned): Promise<void> {
  const looks = await lookAround(awsAccount(), (found) => tell.say(lineOf(found)));
  if (tunnel !== undefined) {
    const standIns = await startStandIns(configs.first, owned);
    await tell.step("the tunnel leads here", () => openEntrance(standIns, tunnel, owned));
  }
  const [wrong, unknown] = (["wrong", "unknown"] as const).map((is) => looks.filter(({ verdict }) => verdict === is));
  tell.say(`A run costs ${cost}.`);
  if (unknown?.length) tell.say(`${unknown.length} could not be looked at; a run finds out.`);
  if (wrong?.length)
    throw new Problem(
      `A run would not come to its end, as this does not hold: ${wrong.map(({ name }) => name).join("; ")}.`,
    );
}

async function run(tell: Progress, owned: Owned): Promise<void> {
  const { account, region } = await whoAmI();
  const cloud = awsCloud({ region });
  if (await cloud.stackExists()) {
    throw new Problem(
      `${stackName} is already deployed in account ${account}, ${region}: destroy it first, or choose another region.`,
    );
  }
  if (!options.fewRuns)
    await tell.step("the account runs enough functions at a time", () => expectEnoughRuns(cloud), seen);
  if (!options.yes) await askBefore(account, region, owned);

  const folder = mkdtempSync(join(tmpdir(), "callingly-bridge-aws-"));
  owned.add(() => rmSync(folder, { recursive: true, force: true }));
  const standIns = await startStandIns(configs.first, owned);
  const entrance = await tell.step("the tunnel leads here", () => openEntrance(standIns, tunnel ?? "", owned));

  const env = { ...process.env, AWS_REGION: region };
  const context = {
    callinglyBaseUrl: entrance.callingly,
    crmBaseUrls: JSON.stringify(crmBaseUrls(standIns, entrance.crms)),
  };
  const synth = cdkSynth({ env, context, folder, owned });
  const cdk = cdkCli({ env, folder, owned });
  const first = await tell.step("cdk synth", () => synth(configs.first, "first"));
  // From here on something may exist that costs money and is open to the world.
  owned.add(() => destroy(tell, () => cdk.destroy(first), cloud));
  const outputs = await tell.step("cdk deploy", () => cdk.deploy(first));

  const bridge: Deployed = {
    url: outputs.ApiUrl ?? "",
    outputs,
    cloud,
    standIns,
    senders: createSenders(standIns.crms),
    waitFor: patience({ everyMs: 2_000 }),
  };
  const wrong: string[] = [];
  // One claim that does not hold must not hide what becomes of the others: deploying again takes minutes.
  const check = ({ name, run }: Check) =>
    tell
      .step(name, () => run(bridge), seen)
      .catch((error: Error) => {
        wrong.push(name);
        tell.say(`      ${error.message}`);
      });
  for (const one of pathChecks(configs.first, env, { wake: false })) await check(one);
  for (const one of [...settingChecks, ...accountChecks]) await check(one);
  await tell.step("cdk diff finds no difference", async () =>
    cdk.expectNoDifference(await synth(configs.first, "again")),
  );
  const changed = await tell.step("cdk synth of a change", () => synth(configs.changed, "changed"));
  const deploy = async () => void (await cdk.deploy(changed));
  await check(redeployInFlight(deploy, path.showAddresses(configs.changed, env)));
  await check(nobodyTwice);
  if (wrong.length > 0) throw new Problem(`Does not hold in account ${account}, ${region}: ${wrong.join("; ")}.`);
}

async function whoAmI(): Promise<Identity> {
  try {
    return await awsAccount().identity();
  } catch (error) {
    throw new Problem(
      `AWS does not let us in: ${(error as Error).message}. Set credentials and AWS_REGION, or AWS_PROFILE, and try again.`,
    );
  }
}

async function askBefore(account: string, region: string, owned: Owned): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  owned.add(() => terminal.close());
  const asked = terminal.question(
    `This deploys ${stackName} into AWS account ${account}, region ${region}, tries it for about half an hour, and destroys it.
It costs ${cost}.
Whether it would come to its end, --dry tells without changing anything.
Type the account's number to go on: `,
  );
  // Where nobody can answer, the input just ends.
  const nobody = once(terminal, "close").then(() => "");
  const answer = await Promise.race([asked, nobody]);
  terminal.close();
  if (answer.trim() !== account) throw new Problem("Nothing was deployed.");
}

/** What the account reaches of this machine: Callingly's API and the CRMs, below a path that nobody guesses. */
async function openEntrance(
  standIns: StandIns,
  tunnel: string,
  owned: Owned,
): Promise<{ callingly: string; crms: string }> {
  const secret = randomBytes(16).toString("hex");
  const rooms: Readonly<Record<string, string>> = {
    [`/${secret}/callingly/v1/`]: `${standIns.callingly.url}/v1/`,
    ...Object.fromEntries(
      [...standIns.crms.crms.keys()].map((name) => [`/${secret}/crms/${name}`, `${standIns.crmUrl}/${name}`]),
    ),
  };
  const server = await serveForward("the entrance for the account", options.port, (path) => {
    const room = Object.keys(rooms).find((start) => path.startsWith(start));
    return room === undefined ? undefined : { url: `${rooms[room]}${path.slice(room.length)}` };
  });
  owned.add(server.close);
  const callingly = `${tunnel}/${secret}/callingly`;
  const answer = await fetch(`${callingly}/v1/teams`, {
    headers: { authorization: `Bearer ${standIns.callingly.token}`, accept: "application/json" },
  }).catch((error: Error) => error);
  if (!(answer instanceof Response && answer.ok)) {
    const words = answer instanceof Error ? answer.message : `it answered ${answer.status}`;
    throw new Problem(`${tunnel} does not lead to ${server.url}: ${words}.`);
  }
  return { callingly, crms: `${tunnel}/${secret}/crms` };
}

async function destroy(tell: Progress, run: () => Promise<void>, cloud: Deployed["cloud"]): Promise<void> {
  try {
    await tell.step("cdk destroy", run);
    if (!(await cloud.stackExists())) {
      tell.say(LEFT);
      return;
    }
  } catch (error) {
    tell.say((error as Error).message);
  }
  process.exitCode = 1;
  tell.say(`${stackName} IS STILL THERE. Remove it: npx cdk destroy -c stage=dev`);
}

/** The log groups, secrets and the table are of a stage that is made to be thrown away, and go with it. */
const LEFT =
  "Left in the account: the functions' code in the CDK's bucket, as every CDK app leaves it, some megabytes; a key for alarms, which AWS deletes within 30 days and charges nothing for until then; figures in CloudWatch, which go by themselves.";

function toAddress(text: string): string {
  if (isReachable(text)) return text.replace(/\/+$/, "");
  throw new InvalidArgumentError("It must be an https address.");
}

/** Plain http on this machine is for trying this program out on an emulator, which AWS_ENDPOINT_URL names. */
function isReachable(text: string): boolean {
  return URL.canParse(text) && (new URL(text).protocol === "https:" || new URL(text).hostname === "127.0.0.1");
}

// The functions are deployed on a newer Node than may run here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
const success = options.dry ? "Looked, and changed nothing" : "Deployed, tried and destroyed";
await program({ json: options.json === true, success }, options.dry ? look : run);
