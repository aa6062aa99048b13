/** Names of the table's keys and of its index: known only to the store and the stack that creates them. */
export const table = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Tells the stream's filters what an item is. */
  kind: "kind",
  expiry: "expiresAt",
  /** The number of the schema in which an item is written. Absent: the first. */
  schema: "v",
  dueIndex: {
    /**
     * DynamoDB never changes what an index shows: a change needs an index of a new name, which one release writes
     * beside this one before another reads it.
     */
    name: "due-1",
    /** `dial-lead#2`: the worker and one of its parts. */
    partitionKey: "dueFor",
    sortKey: "dueAt",
    /**
     * The attributes that it shows besides the keys: enough to say how much waits, for what, and how long. A write that
     * changes none of them, and no key, leaves the index alone and is charged once.
     */
    shown: ["waitsAs", "reason", "receivedAt", "releasedAt", "hintedAt", "faults", "heldBy"],
    /**
     * Each worker's items lie in so many parts. One part takes 1 000 writes a second, and a table whose index takes no
     * more refuses leads:
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-key-range-limit-exceeded-mitigation.html
     */
    parts: 4,
  },
  /**
   * Leads by when they came, whatever became of them. Only keys, so that it is written once in a lead's life: what a lead
   * is now is read from its item.
   */
  arrivedIndex: {
    name: "arrived-1",
    /** `2026-06-15`, in UTC. One takes 1 000 writes a second, twice what the front door lets in. */
    partitionKey: "day",
    sortKey: "receivedAt",
  },
} as const;

export type Kind =
  | "lead"
  | "call"
  | "phone"
  | "gate"
  | "pace"
  | "clock"
  | "access"
  | "quota"
  | "door"
  | "day"
  | "mail"
  | "suppressed"
  | "opt-out"
  | "dnc-file"
  | "dnc-exchange"
  | "link"
  | "stop";
