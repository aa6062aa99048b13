import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { EnvName } from "../../lambda/runtime/env-names.ts";

/** One start in a fresh process: the time until a bundle is loaded, and until its first event is answered. */

export interface ColdStart {
  /** Until it is ready for events. */
  readonly import: Taken;
  /** Until the first event is answered, the import in it; of a function that gets none, the import alone. */
  readonly first: Taken;
}

export interface Taken {
  readonly ms: number;
  /** Processor time, which a busy machine changes less than what the clock on the wall shows. */
  readonly cpuMs: number;
}

const script = `
  const [file, event] = process.argv.slice(1);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const taken = () => {
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
  };
  const { handler } = await import(file);
  const imported = taken();
  const context = { awsRequestId: "1", getRemainingTimeInMillis: () => 10_000 };
  const result = event === undefined ? undefined : await handler(JSON.parse(event), context);
  const answered = taken();
  if (result?.statusCode >= 400) throw new Error("The lead was refused: " + result.body);
  console.log(JSON.stringify({ import: imported, first: answered }));
  process.exit();
`;

export async function coldStart(file: string, awsUrl: string, event?: unknown): Promise<ColdStart> {
  const sent = event === undefined ? [] : [JSON.stringify(event)];
  const args = ["--input-type=module", "--eval", script, pathToFileURL(file).href, ...sent];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment(awsUrl) });
  // The function's own log lines come before.
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as ColdStart;
}

/** Everything a function asks for. */
const environment = (awsUrl: string) => ({
  ...Object.fromEntries(Object.values(EnvName).map((name) => [name, "none"])),
  [EnvName.originHeaderSecret]: "",
  [EnvName.crmBaseUrls]: "{}",
  [EnvName.platformBaseUrls]: "{}",
  [EnvName.callinglyBaseUrl]: "http://127.0.0.1:9",
  [EnvName.callbackBaseUrl]: "http://127.0.0.1:9",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_ENDPOINT_URL: awsUrl,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
});
