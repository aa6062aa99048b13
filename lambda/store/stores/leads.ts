import type { Lead } from "../../lead/lead.ts";

export interface LeadStore {
  /** Stores a new lead once. The twin that came second learns of the first. One write, nothing else. */
  add(lead: Lead): Promise<{ added: true } | { added: false; first: Lead }>;
  find(id: string): Promise<Lead | undefined>;
  /**
   * Writes a lead if it still has the revision that `next` follows.
   * @returns false when another worker wrote first; true also when our own write had landed unseen
   */
  save(next: Lead): Promise<boolean>;
  /** The leads that last took the right to ring the phone, at most one of each merge group. */
  findByPhone(account: string, phone: string): Promise<string[]>;
}
