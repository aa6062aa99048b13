import type { Person } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { Found } from "./find-or-make.ts";

export interface Making {
  /** What the settings say. */
  readonly allowed: boolean;
  /** What the CRM does not have, for people: `No lead of Acme`. */
  readonly none: string;
  /** What may not be made. Default: none of these */
  readonly made?: string;
}

/**
 * The person as a record is made of them: without an e-mail address that somebody else has.
 * @throws RejectedError 404 where the settings have no record made
 */
export function personToMake(
  person: Person,
  { isTaken }: Pick<Found, "isTaken">,
  { allowed, none, made = "none" }: Making,
): Person {
  if (!allowed) throw new RejectedError(404, `${none} has this e-mail address or phone, and ${made} may be made`);
  return isTaken ? { ...person, email: undefined } : person;
}
