import type { Store } from "../../lambda/store/store.ts";
import { noon } from "./leads.ts";

/** A call that was found to be a lead's. @returns the lead that it is tied to */
export const tieCall = (
  { calls }: Pick<Store, "calls">,
  account: string,
  callId: string,
  leadId: string,
  at = noon,
): Promise<string> => calls.tie({ account, callId, digest: "tied", at }, leadId);

/** The lead that a call is tied to. */
export const tieOf = async (
  { calls }: Pick<Store, "calls">,
  account: string,
  callId: string,
): Promise<string | undefined> => (await calls.find(account, callId))?.leadId;
