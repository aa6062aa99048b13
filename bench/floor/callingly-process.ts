import { defaultConfigPath, readConfig } from "../../lib/synth/read-config.ts";
import { wantedAccounts } from "../../local/wanted-accounts.ts";
import { configuredWorld, tokensFor } from "../../stand-ins/callingly/configured-world.ts";
import { startCallingly } from "../../stand-ins/callingly/start.ts";

/**
 * A Callingly in a process of its own, so that what it takes of the processor is not counted. Its calls last longer
 * than the bench: only accepting and dialling is compared.
 */

const SLOWLY = 0.001;

const config = await readConfig(defaultConfigPath);
const [source] = Object.values(config.sources).filter(({ connector }) => connector === "json");
if (!source) throw new Error("The configuration needs a source with the connector json");
const wanted = wantedAccounts(config);
const { url } = await startCallingly({ port: 0, speed: SLOWLY, populate: configuredWorld(wanted) });
const token = tokensFor(wanted).get(config.accounts[source.account]?.token ?? source.account);
process.once("disconnect", () => process.exit(0));
process.send?.({ url, token, team: source.team });
