/** A CRM's record. */
export interface RecordKey {
  /** Whose ids they are, as the configuration's `recordSpace` has it. */
  readonly of: string;
  readonly type: string;
  readonly id: string;
}

/** Records of CRMs that may say that their person is to be called no more. */
export interface RecordStore {
  link(record: RecordKey, leadId: string): Promise<void>;
  /** The leads that came with it, in no order. */
  leadsOf(record: RecordKey): Promise<string[]>;
  /** Notes when the CRM said so; the last time counts. */
  stop(record: RecordKey, at: Date): Promise<void>;
  stoppedAt(record: RecordKey): Promise<string | undefined>;
}
