import { asTyped, byScripts } from "../../lib/program/typed.ts";
import type { Cli } from "./command.ts";

/** What somebody does next, with what it is for; a command of the bridge as `bridge …`, others as in a clone. */
export type NextStep = readonly [command: string, what: string];

/** What brings a change to where leads come: this machine's bridge reads its configuration at the start. */
export const deploySteps: readonly NextStep[] = [
  ["npm start", "the bridge on this machine: end one that runs, as it reads the file when it starts"],
  ["npx cdk deploy", "the same in your AWS account; -c stage=… where it is not prod"],
];

/** A step that asks a bridge: that of this machine, as the first step starts it, unless the environment names another. */
export const ofBridge = ({ env }: Pick<Cli, "env">, command: string): string =>
  env.BRIDGE_STAGE === undefined ? `bridge ${command} --local` : `bridge ${command}`;

/** The steps as they are typed where the person is: as data, and as lines with what each is for beside it. */
export function nextSteps({ typedAs = "bridge", typed = byScripts }: Cli, steps: readonly NextStep[]) {
  // The columns are made with it, so it is not left to what is printed.
  const next = steps.map(([command, what]) => ({
    command: asTyped(command.replace(/^bridge /, `${typedAs} `), typed),
    what,
  }));
  const width = Math.max(...next.map(({ command }) => command.length));
  return { next, lines: next.map(({ command, what }) => `  ${command.padEnd(width)}   # ${what}`).join("\n") };
}
