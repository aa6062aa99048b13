export interface QuotaStore {
  /**
   * Takes a place among those that there are within a window: never more than the limit, and none is refused while one
   * is free. Who has one keeps it, however often they ask, and whether or not they heard the answer.
   * @returns false when all are taken by others
   */
  take(quota: Quota): Promise<boolean>;
}

export interface Quota {
  /** What is limited. */
  readonly of: string;
  /** The window is the one that this moment falls into. */
  readonly at: Date;
  readonly windowMs: number;
  readonly limit: number;
  /** Who takes the place. */
  readonly who: string;
}
