import type { Person } from "../../../lead/lead.ts";
import { type Found, findOrMake } from "./find-or-make.ts";
import { type Making, personToMake } from "./person-to-make.ts";

/**
 * The record of a lead's person, which is made where there is none and one may be made.
 * @param making `mayMake` is false for somebody who was not called: nobody's record is made then
 * @param make gets the person without an e-mail address that is another's
 * @returns undefined when there is none and `mayMake` is false
 * @throws RejectedError 404 when there is none, and the settings have none made
 */
export async function findOrMakePerson<Record>(
  person: Person,
  { mayMake, ...making }: Making & { readonly mayMake: boolean },
  find: () => Promise<Found<Record>>,
  make: (person: Person) => Promise<Record>,
): Promise<Record | undefined> {
  if (!mayMake) return (await find()).record;
  return findOrMake(find, async (found) => make(personToMake(person, found, making)));
}
