import { keyOf, namesIn } from "../keys.ts";

/** One lead's report of a call in one CRM. */
export const reportKey = (leadId: string, crm: string): string => keyOf(leadId, crm);

/** Whose report in which CRM a key names. */
export function reportOf(key: string): { readonly leadId: string; readonly crm: string } {
  const [leadId = "", crm = ""] = namesIn(key);
  return { leadId, crm };
}
