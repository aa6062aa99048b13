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
