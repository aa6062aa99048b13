import type { Source } from "../../config/bridge.ts";
import { momentSaid } from "../../lead/accept.ts";
import { bookingKey, type EndedBooking, leadOfBooking } from "../../lead/booking.ts";
import { bookingOver } from "../../lead/stop.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore, RecordStore } from "../../store/store.ts";

/** Part of step 1: an appointment was moved or cancelled. */

export interface EndDeps {
  readonly leads: Pick<LeadStore, "find" | "save">;
  readonly records: Pick<RecordStore, "stop">;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * First it is noted, so that a lead of the appointment that comes later, or is stored at this moment, meets it before its
 * dial; then the lead that is there learns of it. A repeat changes nothing, and no order of the events changes the end.
 */
export async function takeEndedBookings(
  ended: readonly EndedBooking[],
  { source }: Pick<Source, "source">,
  { leads, records, now, log }: EndDeps,
): Promise<void> {
  const at = now();
  for (const { booking, why, said } of ended) {
    const dated = said ? momentSaid(said, at) : undefined;
    await records.stop(bookingKey(source, booking, why), at, dated);
    const stop = { at, said: dated?.toISOString() };
    const next = await changeLead(leads, leadOfBooking(source, booking), (lead) => bookingOver(lead, why, stop, now()));
    if (next) log("info", "booking ended", { leadId: next.id, account: next.account, state: next.state, reason: why });
  }
}
