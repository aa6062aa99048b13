import type { AccessStore } from "../store.ts";
import { type MemoryTable, saveRevised } from "./memory-table.ts";

export const accessStore = ({ accesses }: MemoryTable): AccessStore => ({
  find: async (crm, origin) => accesses.get(accessKey(crm, origin)),
  save: async (next) => saveRevised(accesses, accessKey(next.crm, next.origin), next),
});

const accessKey = (crm: string, origin: string): string => `${crm} ${origin}`;
