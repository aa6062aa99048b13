/** Names of the table's keys and of its index: known to the store, the stack that creates them, and nobody else. */
export const table = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Tells the stream's filters what an item is. */
  kind: "kind",
  expiry: "expiresAt",
  dueIndex: {
    name: "due",
    partitionKey: "dueFor",
    sortKey: "dueAt",
    /** What it shows of an item besides its keys: enough to say how much waits, for what, and how long. */
    shown: ["state", "reason", "receivedAt", "releasedAt", "hintedAt", "faults"],
  },
} as const;

export type Kind =
  | "lead"
  | "call"
  | "phone"
  | "ref"
  | "bound"
  | "link"
  | "gate"
  | "pace"
  | "clock"
  | "access"
  | "quota"
  | "door"
  | "suppressed";
