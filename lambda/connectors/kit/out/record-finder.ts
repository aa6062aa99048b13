import type { Person } from "../../../lead/lead.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type Found, findOrMake } from "./find-or-make.ts";
import { personToMake } from "./person-to-make.ts";

type Lead = ReportJob["lead"];

/** How a CRM's records of people are found and made. */
interface Records<Settings, Record> {
  /** What the CRM does not have, for people: `No lead of Acme`. */
  readonly none: string;
  /** What may not be made. Default: none of these */
  readonly made?: string;
  /** Whether the settings have a record made where there is none. */
  isAllowed(settings: Settings): boolean;
  /** @param mayMake whether one is made where none is found, for a CRM whose search is behind its records */
  find(crm: CrmHttp, lead: Lead, settings: Settings, mayMake: boolean): Promise<Found<Record>>;
  /** @param person without an e-mail address that is another's */
  make(crm: CrmHttp, person: Person, settings: Settings, lead: Lead): Promise<Record>;
}

/**
 * Finds the record of a lead's person, and makes it where there is none: of nobody who was not called (`mayMake`), and only
 * as the settings allow.
 * @returns a function whose answer is undefined when there is none and `mayMake` is false, and which throws RejectedError
 * 404 when there is none and the settings have none made
 */
export const recordFinder =
  <Settings, Record>({ find, make, isAllowed, ...words }: Records<Settings, Record>) =>
  async (
    crm: CrmHttp,
    lead: Lead,
    { mayMake, settings }: { readonly mayMake: boolean; readonly settings: Settings },
  ): Promise<Record | undefined> => {
    const look = () => find(crm, lead, settings, mayMake);
    if (!mayMake) return (await look()).record;
    const making = { ...words, allowed: isAllowed(settings) };
    return findOrMake(look, async (found) => make(crm, personToMake(lead.person, found, making), settings, lead));
  };
