import { type ChildProcess, spawn } from "node:child_process";

/** `npm start`, as a user would start it. */
export interface SpawnedBridge {
  readonly process: ChildProcess;
  /** As it says itself. */
  readonly pid: number;
  readonly url: string;
  readonly sources: Readonly<Record<string, { readonly url: string }>>;
  readonly callingly: { readonly url: string; readonly stand_in: boolean };
  readonly crm: { readonly url: string };
  readonly console: { readonly url: string };
  /** Everything it printed so far, both streams. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Ends it with a signal. @returns its exit code, or the signal that killed it */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

const command = ["bin/bridge.mjs", "start"];

/** Starts a bridge on free ports and waits until it says that it is ready. */
export async function spawnBridge(
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<SpawnedBridge> {
  const child = spawn(process.execPath, [...command, "--port", "0", "--json", ...args], {
    env: { ...process.env, ...env },
  });
  const said = listen(child);
  const ended = endOf(child);
  const ready = await Promise.race([said.firstLine, ended.then(() => undefined)]);
  if (ready === undefined) throw new Error(`The bridge did not start: ${said.stderr}`);
  return {
    process: child,
    ...JSON.parse(ready),
    output: () => ({ stdout: said.stdout, stderr: said.stderr }),
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Starts a bridge that cannot start. */
export async function spawnInVain(
  args: readonly string[],
  env: Record<string, string> = {},
  nodeArgs: readonly string[] = [],
): Promise<{ code: number | NodeJS.Signals | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [...nodeArgs, ...command, ...args], { env: { ...process.env, ...env } });
  const said = listen(child);
  const code = await endOf(child);
  return { code, stdout: said.stdout, stderr: said.stderr };
}

function listen(child: ChildProcess) {
  let tell = (_line: string) => {};
  const said = { stdout: "", stderr: "", firstLine: new Promise<string>((resolve) => (tell = resolve)) };
  child.stdout?.on("data", (text: Buffer) => {
    said.stdout += text;
    if (said.stdout.includes("\n")) tell(said.stdout);
  });
  child.stderr?.on("data", (text: Buffer) => {
    said.stderr += text;
  });
  return said;
}

const endOf = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve) => child.once("close", (code, signal) => resolve(code ?? signal)));
