import type { Pace } from "../../lead/pace.ts";

export interface PaceStore {
  find(token: string): Promise<Pace | undefined>;
  /** As {@link LeadStore.save}; the first revision is 1. */
  save(next: Pace): Promise<boolean>;
}
