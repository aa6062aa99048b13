import type { LeadDraft } from "../../lambda/lead/reader/draft.ts";
import { parsePhone } from "../../lambda/lead/reader/phone.ts";

/** A lead as a person would read the request; null = absent. */
export interface ExpectedLead {
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** E.164; null when it cannot be dialled. */
  readonly phone_number: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly external_id: string | null;
  /** The record to report on. */
  readonly crm_id?: string | undefined;
}

/** What a connector has read, in the same words. */
export const asRead = (
  draft: LeadDraft,
  { firstName, lastName, phone, email, company }: LeadDraft = draft,
): ExpectedLead => ({
  first_name: firstName ?? null,
  last_name: lastName ?? null,
  phone_number: parsePhone(phone ?? "", "US") ?? null,
  email: email ?? null,
  company: company ?? null,
  external_id: draft.externalId ?? null,
  crm_id: draft.record?.id,
});
