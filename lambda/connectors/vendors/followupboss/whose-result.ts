import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import { type CrmHttp, ExistsError } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { given } from "../../kit/out/given.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { type FubPerson, PersonSchema } from "./objects.ts";
import { OWN_SOURCE } from "./own-people.ts";
import { findHere, isPersonOf, PEOPLE, type PlaceSettings } from "./people-search.ts";

/** Follow Up Boss's person for a lead that came from elsewhere. */

export interface MakeSettings extends PlaceSettings {
  readonly createPerson: boolean;
}

const findPerson = recordFinder({
  none: "Nobody in Follow Up Boss",
  isAllowed: ({ createPerson }: MakeSettings) => createPerson,
  find: findHere,
  async make(crm, person, settings, lead) {
    const made = await makePerson(crm, person);
    // Follow Up Boss answers who has the e-mail address or the phone: they may share no more than the address.
    if (await isPersonOf(made, { ...lead, person }, settings)) return made;
    throw new ExistsError("Follow Up Boss has somebody else with this e-mail address", { id: made.id });
  },
});

/** @returns their id */
export const personOf = async (...asked: Parameters<typeof findPerson>): Promise<string | undefined> =>
  (await findPerson(...asked))?.id;

/**
 * With `deduplicate` somebody who is there already is answered, and not changed. This starts no lead flow, which would
 * ring an agent for somebody who has just been called. https://docs.followupboss.com/reference/people-post
 */
async function makePerson(crm: CrmHttp, { firstName, lastName, phone, email }: Person): Promise<FubPerson> {
  const person = given({
    firstName,
    lastName,
    source: OWN_SOURCE,
    phones: phone === undefined ? undefined : [{ value: phone }],
    emails: email === undefined ? undefined : [{ value: email }],
  });
  const { body } = await crm.request("POST", `${PEOPLE}?deduplicate=true`, jsonContent(person));
  const made = z.safeParse(PersonSchema, body).data;
  if (!made) throw new TransientError("Follow Up Boss has the person but does not show them yet");
  return made;
}
