import { readFileSync } from "node:fs";
import { Problem } from "../../../../lib/program/problem.ts";
import { purposeOf } from "../../../secrets/entries.ts";
import { aboutField } from "../../../secrets/how-to-get.ts";
import { refuseUnknownEntry, setSecret, settable } from "../../../secrets/set-secret.ts";
import type { Stage } from "../../../stage/stage.ts";
import type { Cli, Result } from "../../command.ts";

export interface SetOptions {
  readonly fromFile?: string;
  /** False: written without asking the vendor whether it is right. */
  readonly check: boolean;
}

/** Asks for the value of an entry, and has it written. */
export async function secretSet(
  cli: Cli,
  stage: Stage,
  [purposeText = "", path = ""]: readonly string[],
  options: SetOptions,
): Promise<Result> {
  const purpose = purposeOf(purposeText, settable);
  refuseUnknownEntry(stage, purpose, path);
  if (purpose === "crm-credentials" && cli.terminal.isInteractive) {
    const [name = "", field] = path.split(".");
    const about = aboutField(stage.config.crms[name]?.connector ?? "", field);
    if (about) cli.terminal.note(`${name}: ${about.label}. ${about.how}.`);
  }
  const text = await valueFrom(cli, `${purpose} ${path}`, options);
  const said = await setSecret(stage, purpose, { path, text, check: options.check });
  return { data: { purpose, entry: path, written: true }, text: said.join("\n") };
}

/** Never an argument: those are kept by the shell and shown to everybody on the machine. */
async function valueFrom({ terminal }: Cli, what: string, { fromFile }: SetOptions): Promise<string> {
  const given =
    fromFile !== undefined
      ? fileText(fromFile)
      : terminal.isInteractive
        ? await terminal.askSecret(`${what}:`)
        : await terminal.readInput();
  const text = given.trim();
  if (text === "") throw new Problem("The value is empty. Type it, pipe it in, or name a file with --from-file.");
  return text;
}

function fileText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Problem(`${path}: it cannot be read.`);
  }
}
