import { defineConfig } from "../../../lambda/config/schema.ts";
import deployed, { hours } from "./deployed.config.ts";

/** The change that is deployed while leads come in: a new source. It changes the code of every function. */
export default defineConfig({
  ...deployed,
  sources: { ...deployed.sources, added: { connector: "json", account: "main", team: 19230, report: ["demo"], hours } },
});
