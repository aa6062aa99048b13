import { TransientError } from "../../../runtime/errors.ts";
import { ExistsError } from "../../contract/reporter.ts";

/** What a search came to. */
export interface Found<Record = string> {
  readonly record: Record | undefined;
  /** Somebody else has what the CRM lets only one record have, so that it has to be made without: an e-mail address. */
  readonly isTaken?: boolean;
}

/**
 * Finds a record, or makes it. Two may do so at once, and the CRM's search may not show what is there: it then says that
 * the record exists already, and who was faster is found at a second look. Its id alone would not do, as the record may
 * share no more with the lead than the address.
 * @param make throws {@link ExistsError} where the CRM has it already
 */
export async function findOrMake<Record>(
  find: () => Promise<Found<Record>>,
  make: (found: Found<Record>) => Promise<Record>,
): Promise<Record> {
  const first = await find();
  if (first.record !== undefined) return first.record;
  try {
    return await make(first);
  } catch (error) {
    if (!(error instanceof ExistsError)) throw error;
  }
  const again = await find();
  if (again.record !== undefined) return again.record;
  if (again.isTaken === true && first.isTaken !== true) return make(again);
  throw new TransientError("The CRM has the record but does not show it yet");
}

/** The same answer of a search with as much of the record as its caller knows it by, mostly the id. */
export const foundAs = <Record, Known>(
  { record, isTaken = false }: Found<Record>,
  known: (record: Record) => Known,
): Found<Known> => ({ record: record === undefined ? undefined : known(record), isTaken });
