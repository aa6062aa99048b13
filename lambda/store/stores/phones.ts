import type { PhoneRights } from "../../lead/phone-right.ts";

/** All rights to ring a phone in an account, in one item. */
export interface PhoneStore {
  find(account: string, phone: string): Promise<PhoneRights | undefined>;
  /**
   * Writes the rights if what is stored is still what was seen.
   * @param seen the `writeId` that `next` follows; absent when nothing was stored
   * @returns false when another worker wrote first; true also when our own write had landed unseen
   */
  save(next: PhoneRights, seen: string | undefined): Promise<boolean>;
  /** Takes the item away, and the number with it, if it is still as it was seen. @returns whether it is gone */
  remove(seen: PhoneRights): Promise<boolean>;
}
