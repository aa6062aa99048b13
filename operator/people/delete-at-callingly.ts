import type { CallinglyClient } from "../../lambda/callingly/client.ts";
import { CallinglyError } from "../../lambda/callingly/error.ts";
import type { Account, Accounts } from "../../lambda/config/accounts.ts";
import type { Call } from "../../lambda/lead/call/call.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { describeError } from "../../lambda/runtime/log.ts";
import { callinglyLeadsOf } from "./export-person.ts";
import type { Person, Progress } from "./find-person.ts";

/** What Callingly holds of a person is deleted there. */

export interface DeleteDeps {
  readonly bridge: Pick<Accounts, "account">;
  /** Undefined when the secret has no token for the account. */
  readonly callinglyFor: (account: Account) => Promise<Pick<CallinglyClient, "deleteLead" | "listLeads"> | undefined>;
  readonly progress: Progress;
}

export interface DeletedAtCallingly {
  /** Leads that were deleted, or were gone already. */
  readonly deleted: readonly { readonly account: string; readonly leadId: string }[];
  /** What is left to do, in plain words for the operator. */
  readonly failures: readonly string[];
}

/** Deletes the leads that our calls name, and those that Callingly lists for the person's phones. */
export async function deleteAtCallingly(
  person: Person,
  leads: readonly Lead[],
  calls: readonly Call[],
  deps: DeleteDeps,
): Promise<DeletedAtCallingly> {
  const known = callinglyLeadsOf(leads, calls);
  const deleted: { account: string; leadId: string }[] = [];
  const failures: string[] = [];
  for (const name of person.accounts) {
    const ids = new Set(known.filter(({ account }) => account === name).map(({ leadId }) => leadId));
    const fail = (what: string, error: unknown) => failures.push(`${what} (${describeError(error)}); run this again`);
    const account = deps.bridge.account(name);
    const callingly = account && (await deps.callinglyFor(account).catch(() => undefined));
    if (!callingly) {
      const which = [...ids].join(", ") || "if there are any";
      failures.push(`there is no Callingly token for ${name}; delete its leads there yourself: ${which}`);
      continue;
    }
    for (const phone of person.phones) {
      try {
        // Also those that no call named, and those whose leads we have forgotten by policy.
        const listed = await callingly.listLeads({ phone_number: phone });
        for (const { id, phone_number } of listed) if (phone_number === phone) ids.add(id);
      } catch (error) {
        fail(`Callingly did not say which leads ${name} has for the phone`, error);
      }
    }
    for (const leadId of ids) {
      try {
        await callingly.deleteLead(leadId);
      } catch (error) {
        if (!(error instanceof CallinglyError && error.status === 404)) {
          fail(`Callingly lead ${leadId} of ${name} is not deleted`, error);
          continue;
        }
      }
      deleted.push({ account: name, leadId });
      deps.progress({ doing: "deleting at Callingly", count: deleted.length });
    }
  }
  return { deleted, failures };
}
