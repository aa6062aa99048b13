import { Argument, Command } from "commander";
import type { BridgeConfig } from "../../../lambda/config/schema.ts";
import { defaultConfigPath, readConfig } from "../../../lib/synth/read-config.ts";
import { type Cli, printed } from "../command.ts";
import { type NameKind, nameKinds } from "../completion/words.ts";

/** Names that the configuration gives, for scripts and for what completes words in a shell. */
export const namesCommand = (cli: Cli): Command => {
  const command = new Command("names")
    .description("Prints names of the configuration, one a line: of its sources, accounts, CRMs or stages.")
    .addArgument(new Argument("<kind>", "names of what").choices(nameKinds))
    .option("--json", "one JSON value, for scripts");
  return command.action(async (kind: NameKind) => {
    const { json } = command.opts<{ json?: true }>();
    await printed(cli, json === true, async () => {
      const names = namesIn(await readConfig(cli.env.BRIDGE_CONFIG ?? defaultConfigPath))[kind];
      return { data: names, text: names.join("\n"), isData: true };
    });
  });
};

const namesIn = ({ sources, accounts, crms, stages }: BridgeConfig): Readonly<Record<NameKind, readonly string[]>> => ({
  sources: Object.keys(sources),
  // Commands take the name as well as the id.
  accounts: [...new Set(Object.values(accounts).flatMap(({ id, name }) => [id, name]))],
  crms: Object.keys(crms),
  // It is deployed when none is named.
  stages: [...new Set(["prod", ...Object.keys(stages)])],
});
