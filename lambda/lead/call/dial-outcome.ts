import type { OptionalField } from "../lead.ts";

/** How far a dial came, and where the fault lies when it was refused. Only `placed` and `ambiguous` can have rung. */
export type DialOutcome =
  | { readonly kind: "placed"; readonly callId?: string }
  | {
      readonly kind: "refused";
      readonly status: number;
      /** Callingly's words, without anything that could be a phone number. */
      readonly message: string;
      readonly fault: DialFault;
      /** Fields that a call does not need, and that it was refused for. */
      readonly optional?: readonly OptionalField[];
      readonly retryAfterMs?: number;
    }
  | { readonly kind: "not-sent"; readonly reason: string }
  | { readonly kind: "ambiguous"; readonly reason: string };

/** What has to change before the refused request can succeed. */
export type DialFault = "lead" | "route" | "token" | "pace" | "request";
