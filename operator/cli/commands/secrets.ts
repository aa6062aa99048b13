import { Command } from "commander";
import { made } from "../../secrets/rotate-secret.ts";
import { settable } from "../../secrets/set-secret.ts";
import { type Cli, type StageOptions, stageCommand } from "../command.ts";
import { secretList } from "./secrets/list.ts";
import { type RotateOptions, secretRotate } from "./secrets/rotate.ts";
import { type SetOptions, secretSet } from "./secrets/set.ts";

/** Keys, tokens and credentials: which there are, new ones, and their change. Values are never printed. */
export const secretsCommand = (cli: Cli): Command =>
  new Command("secrets")
    .description("Shows which keys, tokens and credentials there are, writes and changes them.")
    .addCommand(
      stageCommand(
        cli,
        new Command("list").description("Lists which entries the secrets have and which are missing, never a value."),
        secretList,
      ),
    )
    .addCommand(
      stageCommand<SetOptions & StageOptions>(
        cli,
        new Command("set")
          .description("Writes one entry. Its value is asked for, piped in or read from a file.")
          .argument("<purpose>", `one of ${settable.join(", ")}`)
          .argument("<entry>", "NAME, or NAME.FIELD: main, sales.token, quotes.signing_secret")
          .option("--from-file <path>", "the value is in this file; a line end at its end is left out")
          .option("--no-check", "write a Callingly token or a CRM's credentials without trying them"),
        (stage, options, args) => secretSet(cli, stage, args, options),
      ),
    )
    .addCommand(
      stageCommand<RotateOptions>(
        cli,
        new Command("rotate")
          .description("Makes new keys that count beside the old ones; with --finish the old ones end.")
          .argument("<purpose>", `one of ${made.join(", ")}`)
          .option("--source <name>", "only this source's key")
          .option("--finish", "drop the old ones")
          .option(
            "--no-check",
            "finish without asking whether Callingly, or the firewall before the door, has changed over",
          )
          .option("--anyway", "finish though a sender used the old key lately; its leads are refused from then on")
          .option("--yes", "do not ask"),
        (stage, options, args) => secretRotate(cli, stage, args, options),
      ),
    );
