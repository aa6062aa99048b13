import type { Business } from "../lead/privacy/suppression.ts";
import type { BridgeConfig } from "./schema.ts";

/**
 * The sources of an account that count as one business: a person who comes through several of them is rung once, and
 * all of them get the result. No source outside the group gets it.
 * @param team that rings; tells businesses apart where results go to no CRM
 */
export function mergeGroup(
  { group, report }: { readonly group?: string | undefined; readonly report: readonly string[] },
  team: number | undefined,
): string {
  if (group !== undefined) return `group/${group}`;
  return report.length > 0 ? `crms/${report.toSorted().join("+")}` : `team/${team}`;
}

/** The business of a source: its account, and each merge group that a lead of it may be of. A route may name another team. */
export function businessOf(
  name: string,
  { sources, routes }: Pick<BridgeConfig, "sources" | "routes">,
): Business | undefined {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!source) return undefined;
  const routed = routes.filter(({ when }) => when.source === undefined || when.source === name);
  const teams = [source.team, ...routed.map(({ team }) => team)];
  return { account: source.account, groups: [...new Set(teams.map((team) => mergeGroup(source, team)))] };
}

/** The merge groups that an account has; undefined where it is not of the configuration. */
export function groupsIn(
  account: string,
  config: Pick<BridgeConfig, "accounts" | "sources" | "routes">,
): string[] | undefined {
  if (!Object.hasOwn(config.accounts, account)) return undefined;
  const businesses = Object.keys(config.sources).map((name) => businessOf(name, config));
  return businesses.flatMap((business) => (business?.account === account ? business.groups : []));
}

/**
 * The warning for sources of one account that report to different CRMs while no `mergeGroup` says whether that is
 * intended.
 */
export function groupNotes({ accounts, sources }: Pick<BridgeConfig, "accounts" | "sources">): string[] {
  return Object.entries(accounts).flatMap(([id, { name }]) => {
    const unsaid = Object.entries(sources).filter(([, source]) => source.account === id && source.group === undefined);
    const groups = new Map(unsaid.map(([, source]) => [mergeGroup(source, source.team), source.report.toSorted()]));
    const crms = new Set([...groups.values()].map(String));
    if (crms.size < 2) return [];
    const who = unsaid.map(([source, { report }]) => `${source} (${report.join(", ") || "no CRM"})`).join(", ");
    return [
      `Sources of the account ${name} report to different CRMs: ${who}. A person who comes through two of them is rung for each, one call after the other, and neither CRM gets the other's call. If they are one business, give them the same \`group\`; if not, a \`group\` each ends this note.`,
    ];
  });
}
