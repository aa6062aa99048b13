import type { BridgeConfig } from "../../lambda/config/schema.ts";
import type { Consent } from "../../lambda/lead/consent/record.ts";
import type { StatedPlace } from "../../lambda/lead/lead.ts";
import type { FactStage } from "../leads/read-facts.ts";
import type { WholeVerdict } from "../leads/whole-verdict.ts";

/** Input and output of a preview. */

export interface PreviewOptions {
  readonly connector?: string | undefined;
  readonly country?: string | undefined;
  /** A source of the configuration, with its connector, country, settings and team. */
  readonly source?: string | undefined;
  readonly config?: BridgeConfig | undefined;
  /** Settings of the source instead of its own, to see what they would make of it. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** The vendor's signing secret: one for every name, or several by name. */
  readonly secret?: string | Readonly<Record<string, string>> | undefined;
  /** What somebody has to do so that a signature can be checked. @default what the command takes */
  readonly secretRemedy?: string | undefined;
  readonly at: Date;
  /** Whose table says what is known of a lead's person; without one the configuration alone speaks. */
  readonly stage?: FactStage | undefined;
}

export interface Preview {
  readonly connector: string | null;
  readonly kind: string | null;
  readonly signature: "valid" | "invalid" | "none";
  readonly leads: readonly PreviewLead[];
  readonly why: Readonly<Record<string, PreviewReason>>;
  /** Of each lead, what was sent beside its fields and is kept with it; only where there is such. */
  readonly extra?: readonly Readonly<Record<string, string>>[];
  /** Of each lead of a source, what every rule that can be asked here says of it at that moment. */
  readonly mayRing?: readonly WholeVerdict[];
  readonly call: PreviewCall | readonly PreviewCall[] | null;
  readonly reply: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

type Value = string | null;
export interface PreviewLead {
  readonly first_name: Value;
  readonly last_name: Value;
  readonly phone_number: Value;
  readonly email: Value;
  readonly company: Value;
  readonly external_id: Value;
  /** Where the person is said to be; only where something says so. */
  readonly place?: StatedPlace;
  /** When the person asked to be called, in their words and as it is read; only where something says so. */
  readonly asked?: { readonly text: string; readonly at: Value; readonly zone: Value };
  /** The consent as it would be on record; only of a configured source that says something about it. */
  readonly consent?: Consent;
}

export interface PreviewReason {
  /** Where in the request, or null when it is not about a place. */
  readonly path: Value;
  /** The kind of evidence: `mapping`, `type`, `name`, `shape`, `connector`, `bridge`. */
  readonly by: string;
  readonly reason: string;
  /** Further evidence for it, beside the reason. */
  readonly evidence?: readonly string[] | undefined;
  /** The value that would have been taken otherwise. */
  readonly runnerUp?: { readonly path: string; readonly reason: string } | undefined;
}

export type PreviewCall = Readonly<Record<string, unknown>>;
