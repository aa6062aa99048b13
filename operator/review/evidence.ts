import type { Lead } from "../../lambda/lead/lead.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import { explainError } from "../../lambda/runtime/log.ts";
import { accountClocks } from "../../lambda/steps/account-clocks.ts";
import { findRivals, listCalls } from "../../lambda/steps/reconcile/find-call.ts";
import type { Stage } from "../stage/stage.ts";
import { type Candidate, candidatesFor } from "./candidates.ts";

/** The evidence on which a person decides about a lead of unclear fate. */
export interface Evidence {
  readonly lead: Lead;
  /** As Callingly shows them now. */
  readonly candidates: readonly Candidate[];
  /** Why Callingly could not be asked; it then shows nothing, which proves nothing. */
  readonly failure?: string | undefined;
}

/** Asks Callingly, as the bridge itself does, for every call of the phone around the dial. */
export async function evidenceFor(lead: Lead, stage: Stage): Promise<Evidence> {
  const { bridge, store, callinglyFor, now, log } = stage;
  const clocks = accountClocks(store.clocks, now, log);
  try {
    const listed = await listCalls(lead, { bridge, store, callinglyFor, clocks, now });
    return { lead, candidates: candidatesFor(lead, listed, now(), await findRivals(lead, { store })) };
  } catch (error) {
    if (!(error instanceof StatedError)) throw error;
    return { lead, candidates: [], failure: explainError(error) };
  }
}
