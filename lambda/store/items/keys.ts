import type { Key } from "./item.ts";

/** Where leads and calls lie: what the indexes show of them leads back there. */

export const leadKey = (id: string): Key => ({ pk: `lead#${id}`, sk: "lead" });
export const callKey = (account: string, callId: string): Key => ({ pk: `call#${account}#${callId}`, sk: "call" });
