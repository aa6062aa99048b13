import { ConfigError } from "../lambda/config/schema.ts";
import { defaultLocalAddress } from "../lib/local-stage.ts";
import { onEnd } from "../lib/program/ending.ts";
import { Problem, wordsOf } from "../lib/program/problem.ts";
import { asTyped, typedIn } from "../lib/program/typed.ts";
import { type RunningBridge, startBridge } from "./bridge.ts";
import { dialsStayHere } from "./bridge-options.ts";
import { terminalOutput } from "./output.ts";
import { readSettings, type Settings } from "./settings.ts";

/** `npm start`, which is `bridge start`: the whole bridge on this machine. */

/** @param words what was typed after it */
export async function start(words: readonly string[]): Promise<void> {
  try {
    await run(readSettings(words, process.env));
  } catch (error) {
    console.error(asTyped(remedyOf(error), typedIn(process.cwd())));
    process.exit(1);
  }
}

async function run(settings: Settings): Promise<void> {
  const { json, verbose, ...options } = settings;
  const output = terminalOutput({ quiet: json, verbose });
  if (settings.callingly) warnOfRealCalls(settings, output.warn);

  let bridge: RunningBridge | undefined;
  let isStopping = false;
  const stop = async () => {
    // Before it runs, there is nothing that does not end with this process; the second time somebody is in a hurry.
    if (isStopping || !bridge) process.exit(bridge ? 130 : 0);
    isStopping = true;
    output.say("\nStopping …");
    await bridge.close();
    process.exit(0);
  };
  onEnd(() => void stop());

  bridge = await startBridge({ ...options, output });
  if (json) process.stdout.write(`${JSON.stringify(readyLine(bridge))}\n`);
  else output.say(welcome(bridge, settings));
}

function readyLine({ url, sources, callingly, crm, console }: RunningBridge): object {
  const doors = Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, { url: source.url }]));
  return { pid: process.pid, url, sources: doors, callingly, crm, console };
}

/** Said before anything starts: leads of an earlier run may be waiting to be dialled. */
function warnOfRealCalls({ callingly, callbackBaseUrl }: Settings, warn: (text: string) => void): void {
  const where = callingly?.baseUrl ?? "Callingly";
  const webhooks = callbackBaseUrl
    ? `Callingly's webhooks go to ${callbackBaseUrl}, which must lead to this bridge.`
    : "CALLBACK_BASE_URL is not set, so Callingly cannot report here: results are asked for instead, first after ten minutes.";
  const whose = dialsStayHere({ callingly })
    ? `everybody's, at any hour, as
  that server is on this machine`
    : `those in onlyNumbers of
  the configuration, or everybody's where stages.local says production: true`;
  warn(`
  REAL CALLS: this bridge dials through ${where} with your API key, and makes phones ring: ${whose}.
  Unset CALLINGLY_API_KEY to use the stand-in, which rings nobody.
  ${webhooks}
`);
}

function welcome({ url, sources, callingly, crm, console }: RunningBridge, { dataDir }: Settings): string {
  const where = crm.url === defaultLocalAddress ? "--local" : `--local ${crm.url}`;
  const names = Object.keys(sources);
  const width = Math.max(...names.map((name) => name.length));
  const doors = Object.entries(sources).map(([name, source]) => `  ${name.padEnd(width)}  ${source.url}`);
  const example = ["json", "html-form"].flatMap((kind) =>
    Object.values(sources).filter(({ connector }) => connector === kind),
  )[0];
  return `
The bridge runs.

  Try it       ${console.url}
  Bridge       ${url}
  Callingly    ${callingly.url}${callingly.stand_in ? "   (a stand-in: nobody is called)" : "   REAL CALLS"}
  Data         ${dataDir ?? "forgotten at the end; keep it with --data <folder>"}

Leads are posted to:
${doors.join("\n")}
${example ? fromTerminal(example.url) : ""}
What waits, and whether all is well, in another terminal:
  npm run --silent bridge -- leads list ${where}
  npm run --silent bridge -- doctor ${where}

Ctrl-C stops everything. Each step of each lead appears here.
`;
}

/** Another number than that of `bridge send`, or the second of the two would be merged into the first. */
function fromTerminal(url: string): string {
  return `
From a terminal:
  curl '${url}' -H 'content-type: application/json' \\
    -d '{"first_name": "Grace", "last_name": "Lake", "phone": "+1 206 555 0100"}'
`;
}

function remedyOf(error: unknown): string {
  if (error instanceof Problem || error instanceof ConfigError) return error.message;
  return `The bridge could not start: ${wordsOf(error)}`;
}
