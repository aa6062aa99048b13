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
  /**
   * Notes that the CRM said so; the last time counts.
   * @param said when its sender dates it: then what was said last counts, in whatever order that comes
   */
  stop(record: RecordKey, at: Date, said?: Date): Promise<void>;
  stoppedAt(record: RecordKey): Promise<RecordStop | undefined>;
}

/** When it was heard that a record is over, and when that was said, where its sender dates it. */
export interface RecordStop {
  readonly at: string;
  readonly said?: string | undefined;
}
