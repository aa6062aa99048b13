import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Command } from "commander";
import { keysOfSource, SourceKeysSchema } from "../lambda/runtime/secret-shapes.ts";
import { defaultConfigPath, readConfig } from "../lib/read-config.ts";

/** Prints the complete address of every source of a deployed bridge, key included. Reads one secret, changes nothing. */
const program = new Command("sources")
  .description("Prints the sources' addresses complete with their keys, for pasting into forms and CRMs.")
  .requiredOption("--url <address>", "the bridge's address: the stack's output ApiUrl")
  .requiredOption("--secret <arn>", "the secret of source keys: the stack's output SourceKeysSecret")
  .option("--json", "one JSON object, source to address")
  .parse();

const { url, secret, json } = program.opts<{ url: string; secret: string; json?: true }>();

try {
  const config = await readConfig(process.env.BRIDGE_CONFIG ?? defaultConfigPath);
  const { SecretString = "" } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: secret }),
  );
  const keys = SourceKeysSchema.parse(JSON.parse(SecretString));
  const addresses = Object.keys(config.sources).map(
    (source) => [source, `${url}/leads/${source}/${keysOfSource(keys, source)[0]}`] as const,
  );
  if (json) console.log(JSON.stringify(Object.fromEntries(addresses)));
  else for (const [source, address] of addresses) console.log(`${source.padEnd(20)} ${address}`);
} catch (error) {
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  console.error(
    `The addresses could not be made: ${name}: ${message}\nCheck the secret's ARN and your AWS credentials and region.`,
  );
  process.exitCode = 1;
}
