import { defineConfig } from "../../../lambda/config/schema.ts";
import { atAnyHour } from "../../../lib/at-any-hour.ts";
import deployed from "./deployed.config.ts";

/** The change that is deployed while leads come in: a new source. It changes the code of every function. */
const config = defineConfig({
  ...deployed,
  sources: { ...deployed.sources, added: { connector: "json", account: "main", team: 19230, report: ["demo"] } },
});

/** The emulated Callingly rings nobody. */
export default atAnyHour(config, "the deploy test");
