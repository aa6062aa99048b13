import { hash } from "node:crypto";
import type { Bridge } from "../config/bridge.ts";
import type { LimitsOf } from "../config/limits.ts";
import type { Lead } from "../lead/lead.ts";
import { timing } from "../lead/timing.ts";
import type { QuotaStore } from "../store/store.ts";

/**
 * Part of steps 2 and 5: anybody with a public form's key can send any number of leads, so only some of an hour may
 * have an effect outside the bridge without an operator's decision: a ring, a lead that is merged into another and
 * reported with it, a notice to a CRM.
 */

export interface PlaceDeps {
  readonly bridge: { readonly limits: LimitsOf };
  readonly store: { readonly quotas: QuotaStore };
}

/**
 * Takes a lead's place among those of its hour, before its first effect. What counts is the hour it came in, so that
 * those which an outage held up are not taken for a flood. Where it asked for a time, the hour of that counts as well: the
 * leads of many hours may ask for one moment.
 * @returns undefined when the lead has a place, else why it has none
 */
export async function takePlace(
  { acceptId, source, visitor, receivedAt, releasedAt, ringsPossible, asked, booking }: Lead,
  { bridge, store }: PlaceDeps,
): Promise<"crowded-visitor" | "crowded-source" | undefined> {
  // An operator has released it, or it had a place when it rang.
  if (releasedAt !== undefined || ringsPossible > 0) return undefined;
  const { perHour, perVisitor } = bridge.limits(source);
  const askedFor = booking === undefined && asked?.by !== "operator" ? asked?.at : undefined;
  for (const hour of new Set([receivedAt, askedFor ?? receivedAt])) {
    const isFree = (of: string, limit: number) =>
      store.quotas.take({ of, at: new Date(hour), windowMs: timing.hour, limit, who: acceptId });
    if (perVisitor !== undefined && visitor && !(await isFree(`visitor/${source}/${visitor}`, perVisitor))) {
      return "crowded-visitor";
    }
    if (perHour !== undefined && !(await isFree(`source/${source}`, perHour))) return "crowded-source";
  }
  return undefined;
}

/**
 * Takes a place of the lead's merge group among those for which its phone is rung in this day, whatever the account. A
 * group has its place however many of its leads name the phone: the right to ring sees to those.
 * @returns false when strangers' leads have the phone rung for as many groups as may be
 */
export async function takePlaceOfNumber(lead: Lead, phone: string, { bridge, store }: NumberDeps): Promise<boolean> {
  const { source, account, receivedAt, releasedAt, ringsPossible } = lead;
  const { groupsPerNumber: limit } = bridge;
  if (limit === undefined || releasedAt !== undefined || ringsPossible > 0) return true;
  if (!bridge.source(source)?.fromStrangers) return true;
  return store.quotas.take({
    of: `number/${hash("sha256", phone)}`,
    at: new Date(receivedAt),
    windowMs: timing.day,
    limit,
    who: `${account} ${bridge.groupOf(lead)}`,
  });
}

export interface NumberDeps {
  readonly bridge: Pick<Bridge, "groupsPerNumber" | "source" | "groupOf">;
  readonly store: { readonly quotas: QuotaStore };
}

/**
 * Takes a lead's place among the rings of this day, once it has the right to ring its phone: one that is merged rings
 * nobody. An operator's release does not spare it: the limit is there for the day on which everything else went wrong.
 * @returns false when all places are taken
 */
export async function takePlaceOfDay(
  { acceptId }: Pick<Lead, "acceptId">,
  { bridge: { maxRingsPerDay: limit }, store, now }: DayDeps,
): Promise<boolean> {
  return (
    limit === undefined ||
    store.quotas.take({ of: "rings of a day", at: now(), windowMs: timing.day, limit, who: acceptId })
  );
}

export interface DayDeps {
  readonly bridge: Pick<Bridge, "maxRingsPerDay">;
  readonly store: { readonly quotas: QuotaStore };
  readonly now: () => Date;
}
