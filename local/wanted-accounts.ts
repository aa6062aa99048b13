import type { BridgeConfig } from "../lambda/config/schema.ts";
import type { WantedAccount } from "../stand-ins/callingly/configured-world.ts";

/** The parts of Callingly that a configuration names: accounts, and the teams that may ring in each. */
export function wantedAccounts({ accounts, sources, routes }: BridgeConfig): WantedAccount[] {
  return Object.entries(accounts).map(([name, { token = name, accountId, timeZone }]) => {
    const own = Object.entries(sources).filter(([, { account }]) => account === name);
    const routed = routes.filter(({ when }) =>
      own.some(([source]) => when.source === undefined || when.source === source),
    );
    const teams = [...own.map(([, { team }]) => team), ...routed.map(({ team }) => team)];
    return { token, clientId: accountId, timeZone, teams: [...new Set(teams)] };
  });
}
