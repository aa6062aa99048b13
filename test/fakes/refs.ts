import { refOf } from "../../lambda/lead/identity.ts";
import type { Lead } from "../../lambda/lead/lead.ts";

/** Of the token that the accounts of tests have. */
export const tokenPrint = "print of token";

/** The ref under which a lead is dialled, dialled already or not. */
export const refFor = (lead: Pick<Lead, "acceptId">): number => refOf(lead, tokenPrint);
