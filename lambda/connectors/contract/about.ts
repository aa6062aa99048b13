/**
 * What people have to know of a CRM before it can be used: data, from which `init`, `secrets`, `doctor`, the demo and the
 * pages are fed. No function carries it: the connector's other files do not import it.
 */
export interface About {
  /** The connector's key. */
  readonly key: string;
  /** The vendor's name, for people; the connector's title. */
  readonly title: string;
  /** The vendor's own pages on its API. */
  readonly documentation: string;
  /** The ways to let the bridge in, the easiest first; one of them is enough. */
  readonly credentials: readonly CredentialChoice[];
  /** What cannot be left to its default, and is asked before anything else. */
  readonly settings: readonly AskedSetting[];
  /** Where each part of a result stands there, for people; a part that is missing does not stand there. */
  readonly writes: Readonly<Partial<Record<ResultPart, string>>>;
  /** How the CRM says that it was asked too much, and how much that is, for people. */
  readonly limits: string;
  /** What the bridge cannot do there, each with the reason. */
  readonly cannot: readonly string[];
  /** What of the vendor's it was written and checked against, and what nobody has tried yet. */
  readonly verified: string;
  /** What of it is played on one's own machine; each its stand-in can do. */
  readonly demo: readonly DemoPart[];
}

/** `numbers`: who was rung from where. `speed`: how soon and how often the lead was called. */
export const resultParts = [
  "call",
  "outcome",
  "moment",
  "length",
  "direction",
  "numbers",
  "agent",
  "recording",
  "note",
  "transcript",
  "status",
  "tags",
  "speed",
] as const;
export type ResultPart = (typeof resultParts)[number];

export type DemoPart =
  /** It takes results. */
  | "results"
  /** Somebody can save a contact there, which comes as a lead. */
  | "contacts";

export interface CredentialChoice {
  /** E.g. "a private app". */
  readonly title: string;
  readonly fields: readonly CredentialField[];
}

export interface CredentialField {
  /** As the secret has it. */
  readonly name: string;
  /** What it is, in the vendor's words. */
  readonly label: string;
  /** Where the vendor shows it. */
  readonly how: string;
}

export interface AskedSetting {
  /** As bridge.config.ts has it. */
  readonly name: string;
  readonly label: string;
  /** Holds for trying things out. */
  readonly usual: string;
}
