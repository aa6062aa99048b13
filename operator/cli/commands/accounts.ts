import { Command } from "commander";
import type { BridgeConfig } from "../../../lambda/config/schema.ts";
import { asker, nameProblem, number, throwIf, zoneProblem } from "../answers.ts";
import type { Cli } from "../command.ts";
import { deploySteps, ofBridge } from "../next-steps.ts";
import { type Addition, type EditOptions, editCommand } from "./add/edit-command.ts";

interface Options extends EditOptions {
  readonly timeZone?: string;
  readonly accountId?: string;
  readonly token?: string;
}

/** The Callingly accounts of the configuration. */
export const accountsCommand = (cli: Cli): Command =>
  new Command("accounts")
    .description("Adds a Callingly account to bridge.config.ts.")
    .addCommand(
      editCommand<Options>(
        cli,
        new Command("add")
          .description("Adds a Callingly account to bridge.config.ts: shows what changes, and asks before it writes.")
          .argument("<name>", "its name, by which sources say whose team rings; what is stored is filed under it")
          .option("--time-zone <zone>", "its zone at Callingly, e.g. America/New_York; default: as the other accounts")
          .option("--account-id <id>", "only for agencies: the client's account id at Callingly")
          .option(
            "--token <entry>",
            "the entry of callingly-tokens with its API key, where several accounts share one",
          ),
        (open, options, [name = ""]) => addition(cli, open.config, options, name),
      ),
    );

async function addition(cli: Cli, { accounts }: BridgeConfig, options: Options, name: string): Promise<Addition> {
  throwIf(nameProblem(name));
  const [zone = Intl.DateTimeFormat().resolvedOptions().timeZone, another] = new Set(
    Object.values(accounts).map(({ timeZone }) => timeZone),
  );
  const ask = asker(cli.terminal, options.yes);
  const usual = another === undefined ? zone : "";
  const timeZone = await ask(`Time zone of “${name}” at Callingly`, options.timeZone, usual, (text) =>
    text === "" ? "Say the account's zone: --time-zone <zone>." : zoneProblem(text),
  );
  const { accountId, token } = options;
  const value = {
    timeZone,
    ...(accountId !== undefined && { accountId: number(accountId, "--account-id") }),
    ...(token !== undefined && { token }),
  };
  return {
    entry: { section: "accounts", name, value },
    next: [
      [`account: "${name}"`, "in bridge.config.ts, at each source whose leads it calls, or with `bridge sources add`"],
      ...deploySteps,
      ...(token === undefined
        ? ([[ofBridge(cli, `secrets set callingly-tokens ${name}`), "its API key of Callingly"]] as const)
        : []),
      [ofBridge(cli, "doctor"), "what is missing or wrong"],
    ],
  };
}
