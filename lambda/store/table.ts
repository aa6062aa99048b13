/** Names of the table's keys and of its index: known only to the store and the stack that creates them. */
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
    /** The attributes that it shows besides the keys: enough to say how much waits, for what, and how long. */
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
