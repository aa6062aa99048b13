import type { DoNotCallStore } from "../store.ts";
import { accountKey, type MemoryTable } from "./memory-table.ts";

export const doNotCallStore = ({ doNotCallFiles, exchanges }: MemoryTable): DoNotCallStore => ({
  file: async (areaCode) => doNotCallFiles.get(areaCode),
  exchange: async (areaCode, exchange) => exchanges.get(accountKey(areaCode, exchange)),
});
