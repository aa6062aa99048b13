import { RejectedError } from "../../../runtime/errors.ts";

/** Where a result belongs: its record, or who has the person's phone or e-mail address since that is gone. */
export interface Place {
  readonly id: string;
  /** The record is gone, and this is another. */
  readonly isMoved: boolean;
}

/**
 * Does something at a record. Of two that a person merges one is gone, and the other has what both had: it is done there.
 * @param find the id of the one that has the person's phone or address now
 * @param isGone whether an error says that the record is. Default: 404
 * @throws what `act` throws, so 404 where there is nobody
 */
export async function atRecord<Result>(
  id: string,
  find: () => Promise<string | undefined>,
  act: (place: Place) => Promise<Result>,
  isGone = (error: unknown): boolean => error instanceof RejectedError && error.status === 404,
): Promise<Result> {
  try {
    return await act({ id, isMoved: false });
  } catch (error) {
    const moved = isGone(error) ? await find() : undefined;
    if (moved === undefined || moved === id) throw error;
    return act({ id: moved, isMoved: true });
  }
}
