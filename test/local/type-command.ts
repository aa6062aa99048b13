import { Problem } from "../../lib/program/problem.ts";
import { bridgeProgram } from "../../operator/cli/program.ts";
import { openStage } from "../../operator/stage/open-stage.ts";
import type { SpawnedBridge } from "./spawn-bridge.ts";

export interface Typed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line on a running bridge, as a script does: nobody is there to be asked. */
export async function typeCommand({ crm }: SpawnedBridge, line: string): Promise<Typed> {
  const said = { stdout: "", stderr: "" };
  const nobody = async (question: string): Promise<never> => {
    throw new Problem(question);
  };
  const terminal = {
    isInteractive: false,
    print(text: string) {
      said.stdout += `${text}\n`;
    },
    note(text: string) {
      said.stderr += `${text}\n`;
    },
    progress: () => undefined,
    confirm: nobody,
    ask: nobody,
    choose: nobody,
    askSecret: nobody,
    readInput: async () => "",
  };
  const before = process.exitCode;
  process.exitCode = undefined;
  const args = [...line.split(" "), "--local", crm.url];
  const playCrm = async () => undefined;
  const cli = { openStage, playCrm, terminal, env: {}, operator: "Robin Ashby" };
  await bridgeProgram(cli).parseAsync(args, { from: "user" });
  const code = Number(process.exitCode ?? 0);
  process.exitCode = before;
  return { code, ...said };
}

/** As {@link typeCommand}, with `--json`; the printed value. */
export const typedJson = async <T = Record<string, unknown>>(bridge: SpawnedBridge, line: string): Promise<T> =>
  JSON.parse((await typeCommand(bridge, `${line} --json`)).stdout);
