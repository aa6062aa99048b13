import type { Outgoing } from "./serve.ts";

/** A CRM that the bridge can write to on this machine, so that one sees what would arrive. */
export interface DemoCrm {
  /** What the bridge needs to be let in. */
  readonly credentials: Readonly<Record<string, string>>;
  answer(request: CrmRequest): Outgoing;
  /** What it holds, newest last. */
  records(): CrmRecord[];
}

export interface CrmRequest {
  readonly method: string;
  /** Below the CRM's own address, without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A person in a CRM with the calls that were reported, whatever the CRM calls these things. */
export interface CrmRecord {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** What the CRM shows as the state of affairs. */
  readonly summary: string;
  readonly calls: readonly CrmCall[];
}

export interface CrmCall {
  readonly id: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly startedAt: string;
  readonly recordingUrl?: string | undefined;
  readonly transcript?: string | undefined;
}

export const json = (status: number, value: unknown): Outgoing => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: Buffer.from(JSON.stringify(value)),
});
