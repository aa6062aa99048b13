import type { StoredAccess } from "../../lead/call/crm-access.ts";

export interface AccessStore {
  /** As the last write left it, of any worker. */
  find(crm: string, origin: string): Promise<StoredAccess | undefined>;
  /** As {@link PaceStore.save}. */
  save(next: StoredAccess): Promise<boolean>;
}
