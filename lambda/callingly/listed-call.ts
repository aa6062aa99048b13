import type { ListedCall } from "../lead/call/evidence.ts";
import { redialOf } from "./result.ts";
import type { CallinglyLead, ListedCall as Listed } from "./schemas.ts";
import { momentsOf, parseTime, type Reading } from "./time.ts";

/** Calls as Callingly's two lists show them, in the words in which they are compared with a dial. */

/** A call of the list of calls. */
export const listedCall = (
  { id, lead, direction, started_at, lead_retry, retry }: Listed,
  reading: Reading,
): ListedCall => ({
  callId: id,
  phone: lead?.phone_number,
  direction,
  startedAt: parseTime(started_at, reading.zone)?.toISOString(),
  mayStart: momentsOf(started_at, reading),
  redial: redialOf(lead_retry, retry),
});

/** The calls of a lead of the list of leads. One without an id can be neither read nor tied. */
export const callsOfLead = ({ phone_number, calls }: CallinglyLead, reading: Reading): ListedCall[] =>
  calls.flatMap(({ id, direction, started_at, lead_retry, agent_retry }) =>
    id === undefined
      ? []
      : [
          {
            callId: id,
            phone: phone_number,
            direction,
            startedAt: parseTime(started_at, reading.zone)?.toISOString(),
            mayStart: momentsOf(started_at, reading),
            redial: redialOf(lead_retry, agent_retry),
          },
        ],
  );
