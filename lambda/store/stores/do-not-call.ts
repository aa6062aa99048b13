import type { DoNotCallFile, Exchange } from "../../lead/do-not-call-file.ts";

/** Do-not-call files that operators have imported. */
export interface DoNotCallStore {
  /** What is known of the file of an area code; undefined where none was imported. */
  file(areaCode: string): Promise<DoNotCallFile | undefined>;
  /** The numbers of an exchange that are in it; undefined where none is. */
  exchange(areaCode: string, exchange: string): Promise<Exchange | undefined>;
}
