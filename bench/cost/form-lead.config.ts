import config from "#bridge-config";
import { paceLimit } from "../../lambda/lead/pace.ts";

const callsPerSecond = paceLimit(undefined, true)?.perSecond;

/**
 * The configuration whose cost is measured: bridge.config.ts, at the pace that Callingly has unless configured. Against a
 * stand-in there is none, and no lead would take a turn.
 */
export default {
  ...config,
  accounts: Object.fromEntries(
    Object.entries(config.accounts).map(([name, account]) => [name, { ...account, callsPerSecond }]),
  ),
};
