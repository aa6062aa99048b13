import config from "#bridge-config";

/**
 * The configuration whose units are counted: bridge.config.ts at a pace, as with Callingly each call takes a turn in the
 * table; so fast a one that no lead has to wait.
 */
export default {
  ...config,
  accounts: Object.fromEntries(
    Object.entries(config.accounts).map(([name, account]) => [name, { ...account, callsPerSecond: 100 }]),
  ),
};
