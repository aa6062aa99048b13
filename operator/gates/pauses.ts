import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { barredBy, type Gate, gateOn } from "../../lambda/lead/gates.ts";
import { namesIn } from "../../lambda/lead/keys.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { regionsOf } from "../../lambda/lead/rules/paused-region.ts";
import { cutText } from "../../lambda/runtime/text.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import { momentAndSpan } from "../words/times.ts";

/** Pauses that a person made: gates in the table, which only a person opens. Leads are accepted meanwhile, and wait. */

/** The scope of a pause, as the command line takes it. */
export interface Scope {
  readonly account?: string | undefined;
  readonly source?: string | undefined;
  /** Whoever may be in this state or province: `US-LA`. */
  readonly region?: string | undefined;
}

export function scopeOn({ account, source, region }: Scope): string {
  if (account !== undefined) return gateOn.account(account);
  if (source !== undefined) return gateOn.source(source);
  return region === undefined ? gateOn.everything : gateOn.region(region);
}

/** What a gate bars, by its name: `calls`, `calls of account main`, `results for CRM sales`. */
export function scopeWords(on: string): string {
  const { kind, name } = barredBy(on);
  if (name === undefined) return "calls";
  if (kind === "region") return `calls to ${name}`;
  if (kind === "crm") return `results for CRM ${name}`;
  if (kind === "team") return `calls of team ${namesIn(on)[2]} of account ${name}`;
  if (kind === "token" || kind === "pace" || kind === "service") return `calls with the token ${name}`;
  return `calls of ${kind === "access" ? "account" : kind} ${name}`;
}

export const isPause = ({ reason, until, askAt }: Gate): boolean =>
  reason === "paused" && until === undefined && askAt === undefined;

/** @param why in the operator's words; shown to everybody who finds the pause */
export const pauseOf = (on: string, why: string | undefined, by: string, now: Date): Gate => ({
  on,
  reason: "paused",
  closedAt: now.toISOString(),
  tries: 0,
  by,
  ...(why && { detail: cutText(why, 300) }),
});

/** Does this pause keep this lead from being called? */
export const isBehind = ({ on }: Pick<Gate, "on">, lead: Lead): boolean =>
  [gateOn.everything, gateOn.account(lead.account), gateOn.source(lead.source)].includes(on) ||
  regionsOf(lead).some((region) => gateOn.region(region) === on);

/** Pauses that stand in bridge.config.ts: they end with the next deployment without them, not by a command. */
export function configuredPauses({ policies, accounts }: BridgeConfig, scope: Scope): string[] {
  const own = Object.entries(accounts).filter(
    ([name, { paused }]) => paused && (scope.account === undefined || scope.account === name),
  );
  return [
    ...(policies.paused ? ["policies.paused"] : []),
    ...own.map(([, { name }]) => `accounts.${name}.paused`),
    ...(policies.hours.pausedRegions.includes(scope.region ?? "") ? ["policies.hours.pausedRegions"] : []),
  ];
}

/** How an operator ends a pause that stands in the configuration. */
export function configuredPauseWords(stage: Pick<Stage, "name" | "config">, scope: Scope): string[] {
  const paths = configuredPauses(stage.config, scope);
  if (paths.length === 0) return [];
  return [
    `${paths.join(" and ")} in bridge.config.ts ${paths.length === 1 ? "pauses" : "pause"} calls as well: set ${paths.length === 1 ? "it" : "them"} to false and ${bringIn(stage)}.`,
  ];
}

/** A pause in one line: of what, since when, by whom and why. */
export const pauseWords = ({ on, detail, by, closedAt }: Gate, now: Date): string =>
  `${scopeWords(on)}, since ${momentAndSpan(closedAt, now)}${by ? `, by ${by}` : ""}${detail ? `: ${detail}` : ""}`;
