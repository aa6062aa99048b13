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

const aCall = {
  callId: "48213977",
  status: "completed",
  outcome: "contacted",
  final: true,
  direction: "outbound",
  startedAt: "2026-06-15T14:31:05Z",
  seconds: 247,
  phone: "+12025550143",
} as const satisfies ReportJob["call"];

const lead = {
  id: "lead_1",
  source: "website",
  receivedAt: "2026-06-15T14:30:58.000Z",
  country: "US",
  person,
  outcome: "contacted",
} as const satisfies ReportJob["lead"];

/** A job whose credentials the CRM adds. */
export type Job = Omit<ReportJob, "credentials">;

/** Jobs of a lead that brings no record, of a call with both numbers. */
export const call = { ...aCall, fromPhone: "+12025550100" } as const;
export const job = (change: Partial<Job> = {}): Job => ({
  call,
  lead,
  now: toldAt,
  ...change,
});
export const withCall = (change: object): Job => job({ call: { ...call, ...change } });
export const withPerson = (change: object): Job => job({ lead: { ...lead, person: { ...person, ...change } } });
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
export function jobsOn(record: NonNullable<ReportJob["record"]>, credentials: ReportJob["credentials"]) {
  const whole = (change: Partial<GivenJob> = {}): GivenJob => ({
    call: aCall,
    lead,
    record,
    cameWithRecord: true,
    credentials,
    now: toldAt,
    ...change,
  });
  const fromElsewhere = (change: Partial<ReportJob["lead"]> = {}): GivenJob => {
    const { record: _none, cameWithRecord: _neither, ...rest } = whole();
    return { ...rest, lead: { ...rest.lead, ...change } };
  };
  return { call: aCall, job: whole, fromElsewhere };
}
