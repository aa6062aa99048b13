import { ConfigError } from "../lambda/config/schema.ts";
import { synthesise } from "../lib/synthesise.ts";

/** The CDK app: synthesises the stack of one stage from the configuration that BRIDGE_CONFIG names. */
try {
  await synthesise({ configPath: process.env.BRIDGE_CONFIG, outdir: process.env.CDK_OUTDIR });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
