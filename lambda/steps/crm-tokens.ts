import * as z from "zod/mini";
import type { RenewedAccess } from "../connectors/contract/reporter.ts";
import type { CrmAccess, Grant, HeldAccess } from "../connectors/kit/open-access.ts";
import { newAccess, released, renewed, type StoredAccess, takenToRenew } from "../lead/call/crm-access.ts";
import { timing } from "../lead/timing.ts";
import { BusyError, RejectedError, TransientError } from "../runtime/errors.ts";
import type { Log } from "../runtime/log.ts";
import { type Seal, sealOf } from "../runtime/seal.ts";
import { changeAccess, following } from "../store/change.ts";
import type { AccessStore } from "../store/store.ts";

export interface AccessDeps {
  readonly accesses: AccessStore;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly log: Log;
}

/**
 * Access that runs out, for all workers together: the worker that finds it at its end renews it, once, while the others
 * wait. It lies in the table, sealed with the credentials that it came from: only there is a write conditional and the
 * next read certain to see it, and a CRM that hands out a new refresh token each time takes back the old one.
 *
 * A worker that dies between the CRM's answer and the write that follows at once loses that answer. Where it held a new
 * refresh token and the CRM no longer takes the old one, an operator has to authorise the bridge again; no client of
 * OAuth 2 can do better, since only that answer held the token.
 */
export function crmTokens(deps: AccessDeps): CrmAccess {
  const { accesses, newId, now, sleep } = deps;
  return {
    async tokenFor(grant, refused) {
      const seal = sealFor(grant);
      for (const pause of [0, ...timing.renewalWaits]) {
        if (pause > 0) await sleep(pause);
        const stored = (await accesses.find(grant.crm, seal.id)) ?? newAccess(grant.crm, seal.id);
        const access = opened(stored, seal);
        if (access && access.token !== refused && holds(access, now())) return access;
        if (grant.timeLeftMs() < timing.renewalNeeds) {
          throw new TransientError("Too little time was left to renew the CRM's access");
        }
        const lease = takenToRenew(stored, newId(), now());
        const taken = lease && following(stored, lease);
        if (taken && (await accesses.save(taken))) {
          const next = await renew(grant, access, taken, seal, deps);
          if (next) return next;
        }
      }
      throw new TransientError("The CRM's access is being renewed by another worker");
    },
  };
}

const sealFor = ({ crm, credentials }: Grant): Seal =>
  sealOf(JSON.stringify(Object.entries(credentials).sort()), `access to ${crm}`);

const AccessSchema = z.object({
  token: z.string(),
  until: z.iso.datetime(),
  refreshToken: z.string(),
  apiUrl: z.optional(z.string()),
});
type Access = z.output<typeof AccessSchema>;

function opened({ sealed }: StoredAccess, seal: Seal): Access | undefined {
  const text = sealed === undefined ? undefined : seal.open(sealed);
  return text === undefined ? undefined : z.parse(AccessSchema, JSON.parse(text));
}

const holds = ({ until }: Access, now: Date): boolean => Date.parse(until) - now.getTime() > timing.accessMargin;

/** @returns undefined when another worker has renewed it meanwhile */
async function renew(
  grant: Grant,
  before: Access | undefined,
  taken: StoredAccess,
  seal: Seal,
  deps: AccessDeps,
): Promise<HeldAccess | undefined> {
  const { accesses, now, log } = deps;
  const refreshToken = before?.refreshToken ?? grant.credentials.refresh_token ?? "";
  try {
    const { until, refreshToken: next = refreshToken, ...held } = await ask(grant, refreshToken);
    const access: Access = { ...held, until: until.toISOString(), refreshToken: next };
    const sealed = seal.close(JSON.stringify(access));
    await insist(deps, () => changeAccess(accesses, taken, (current) => renewed(current, taken, sealed, now())));
    log("info", "access renewed", { crm: grant.crm });
    return held;
  } catch (error) {
    // Should this fail as well, the lease simply runs out.
    await changeAccess(accesses, taken, (current) => released(current, taken.leaseId, now())).catch(() => undefined);
    if (!(error instanceof RejectedError)) throw error;
    // With a clock that is wrong by minutes, two may hold the lease; the CRM refuses the second.
    const stored = await accesses.find(taken.crm, taken.origin);
    if (stored?.sealed !== taken.sealed) return undefined;
    throw new RejectedError(401, "The CRM refused to renew our access", { detail: error.detail });
  }
}

/**
 * An answer that was lost may have held the next refresh token. CRMs that rotate it take the old one once more for a
 * short while after, so the question is repeated at once.
 */
async function ask(grant: Grant, refreshToken: string): Promise<RenewedAccess> {
  try {
    return await grant.renew(refreshToken);
  } catch (error) {
    if (!(error instanceof TransientError) || error instanceof BusyError) throw error;
    return grant.renew(refreshToken);
  }
}

/** Only this worker has the new tokens, and writing them twice has the effect of writing them once. */
async function insist({ sleep }: AccessDeps, write: () => Promise<unknown>): Promise<void> {
  for (const pause of timing.renewalWaits) {
    try {
      await write();
      return;
    } catch {
      await sleep(pause);
    }
  }
  await write();
}
