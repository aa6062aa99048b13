import type { ReportJob } from "../../lambda/connectors/contract/reporter.ts";

/** A call of an invented person, as it is told to a CRM. Each CRM's tests change what they are about. */

export const toldAt = new Date("2026-06-15T14:36:00Z");
export const RECORDING = "https://recordings.example.com/48213977.mp3";

export const person = {
  firstName: "Maya",
  lastName: "Lindqvist",
  email: "maya.lindqvist@example.com",
  phone: "+12025550143",
} as const;

/** A call that reached the person, without when it began and whose numbers rang. */
export const talked = {
  callId: "48213977",
  status: "completed",
  outcome: "contacted",
  final: true,
  direction: "outbound",
  seconds: 247,
} as const satisfies Omit<ReportJob["call"], "startedAt">;

const aCall = { ...talked, startedAt: "2026-06-15T14:31:05Z", phone: "+12025550143" } as const;

/** A lead of the website with whom somebody has talked. */
export const leadOf = (whose: ReportJob["lead"]["person"], receivedAt = "2026-06-15T14:30:58.000Z") =>
  ({
    id: "lead_1",
    source: "website",
    receivedAt,
    country: "US",
    person: whose,
    outcome: "contacted",
  }) as const satisfies ReportJob["lead"];

const lead = leadOf(person);

/** A job whose credentials the CRM adds. */
export type Job = Omit<ReportJob, "credentials">;

/** Jobs of a lead that brings no record. */
export function jobsFrom<Call extends ReportJob["call"], Lead extends ReportJob["lead"]>(usual: {
  readonly call: Call;
  readonly lead: Lead;
}) {
  const job = (change: Partial<Job> = {}): Job => ({ ...usual, now: toldAt, ...change });
  const withCall = (change: object): Job => job({ call: { ...usual.call, ...change } });
  const withPerson = (change: object): Job =>
    job({ lead: { ...usual.lead, person: { ...usual.lead.person, ...change } } });
  return { job, withCall, withPerson };
}

/** A call with both numbers. */
export const call = { ...aCall, fromPhone: "+12025550100" } as const;
export const { job, withCall, withPerson } = jobsFrom({ call, lead });
/** Another call each, with its outcome as the lead's. */
export const ended = (outcome: "missed" | "voicemail" | "removed"): Job => ({
  ...withCall({ outcome, status: outcome, callId: `4821397${outcome.length}` }),
  lead: { ...lead, outcome },
});

export interface GivenJob extends ReportJob {
  /** An earlier write was begun, and nobody knows what became of it. */
  readonly mayExist?: boolean;
}

/** Jobs of a lead that came with its record, and of the same lead from elsewhere. */
export function jobsOn(
  record: NonNullable<ReportJob["record"]>,
  credentials: ReportJob["credentials"],
  usual: Partial<Pick<ReportJob, "call" | "now">> = {},
) {
  const whole = (change: Partial<GivenJob> = {}): GivenJob => ({
    call: aCall,
    lead,
    record,
    cameWithRecord: true,
    credentials,
    now: toldAt,
    ...usual,
    ...change,
  });
  const fromElsewhere = (change: Partial<ReportJob["lead"]> = {}): GivenJob => {
    const { record: _none, cameWithRecord: _neither, ...rest } = whole();
    return { ...rest, lead: { ...rest.lead, ...change } };
  };
  return { call: aCall, job: whole, fromElsewhere };
}
