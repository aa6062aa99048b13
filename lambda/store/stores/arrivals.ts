/** Leads by when they came, whatever became of them. It may lag behind the leads by a second. */
export interface ArrivalStore {
  /** One page of the leads that came on a day. */
  page(on: ArrivalDay, page: ArrivalPage): Promise<readonly Arrival[]>;
}

export interface Arrival {
  readonly id: string;
  readonly receivedAt: string;
}

export interface ArrivalDay {
  /** In UTC: `2026-06-15`. */
  readonly day: string;
  readonly order: "newest first" | "oldest first";
  /** Only what came then or later. */
  readonly from?: Date | undefined;
  /** Only what came before. */
  readonly before?: Date | undefined;
}

export interface ArrivalPage {
  readonly limit: number;
  /** The last one of the page before; it need not be there any more. */
  readonly after?: Arrival | undefined;
}
