import type { Person } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { Found } from "./find-or-make.ts";

/**
 * The person as a record is made of them: without an e-mail address that somebody else has.
 * @throws RejectedError 404 where the settings have no record made; `none` says what the CRM does not have
 */
export function personToMake(
  person: Person,
  { isTaken }: Pick<Found, "isTaken">,
  { allowed, none, made = "none" }: { readonly allowed: boolean; readonly none: string; readonly made?: string },
): Person {
  if (!allowed) throw new RejectedError(404, `${none} has this e-mail address or phone, and ${made} may be made`);
  return isTaken ? { ...person, email: undefined } : person;
}
