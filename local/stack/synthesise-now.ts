import { join } from "node:path";
import { synthesise } from "../../lib/synth/synthesise.ts";
import type { Done, Order } from "./synthesise.ts";

/** Synthesises a configuration for the process that started this one, and ends with it. */

process.once("disconnect", () => process.exit());
process.once("message", async ({ config, configPath, folder }: Order) => {
  const done = await synthesise({
    // A stage of its own, so that nothing of the deployed ones holds here.
    stage: "local",
    configPath,
    loadConfig: async () => ({ default: config }),
    outdir: join(folder, "assembly"),
    bundleDir: join(folder, "functions"),
    validation: false,
  }).then(
    (): Done => ({}),
    (error: Error): Done => ({ failure: error.message }),
  );
  process.send?.(done, () => process.exit());
});
