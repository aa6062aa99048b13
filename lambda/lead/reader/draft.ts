import type { AskedDraft } from "../asked/record.ts";
import type { StatedPlace } from "../lead.ts";

/** How a field was recognised. Holds names of the form's fields, never a value. */
export interface Why {
  /** Where in the request the value stands, joined by dots. */
  readonly path: string;
  /** What was gone by, in the order of trust. */
  readonly by: "mapping" | "type" | "name" | "shape";
  readonly reason: string;
  /** What spoke for it, beside the reason. */
  readonly evidence?: readonly string[] | undefined;
  /** What would have been taken had this not been there. */
  readonly runnerUp?: { readonly path: string; readonly reason: string } | undefined;
}

/** What a connector reads from a request, in our words but before any rule was applied to it. */
export interface LeadDraft {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Used when the sender knows only one name field; split at the first space. */
  readonly fullName?: string | undefined;
  readonly phone?: string | undefined;
  /** Signs of country beside the phone contradict each other, and both make a number: nobody can tell which is meant. */
  readonly phoneIsDoubtful?: boolean | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
  readonly category?: string | undefined;
  /** Where the person is said to be. */
  readonly place?: StatedPlace | undefined;
  /** When the person asked to be called, as it was said. */
  readonly asked?: AskedDraft | undefined;
  /** The id of an appointment that may be moved or cancelled; its sender has no other of the same id. */
  readonly booking?: string | undefined;
  /** The sender's own id of this submission or event. */
  readonly externalId?: string | undefined;
  /** The id was recognised by its name alone, so the same id again is no proof that it is the same lead. */
  readonly externalIdIsGuess?: boolean | undefined;
  /** Whether the lead agreed to be called; undefined when nothing was said. */
  readonly consent?: boolean | undefined;
  /** The lead said that it wants no call. Other than a consent that was not given, it bars the call. */
  readonly callsRefused?: boolean | undefined;
  /** There was more in the request than is read, and it may say that no call is wanted. */
  readonly isCutShort?: boolean | undefined;
  /** The form was sent sooner after it was begun than its owner takes for possible. */
  readonly isHasty?: boolean | undefined;
  /** The request could not be read; its text is kept for a person. */
  readonly isUnreadable?: boolean | undefined;
  /** What is to be fetched from the vendor before the lead can be dialled; the person is known only then. */
  readonly reference?: string | undefined;
  /**
   * What makes two requests the same lead, for ever or within `keyWindowMs`. Without it `externalId` serves, and without both the phone and
   * e-mail do within the duplicate window.
   */
  readonly key?: string | undefined;
  /**
   * For how long `key` means the same lead, in milliseconds. For keys that cannot tell a repeat from the next time the
   * person is sent; default: for ever.
   */
  readonly keyWindowMs?: number | undefined;
  /** The sender chose the key on purpose (Idempotency-Key): another body under it is the sender's mistake. */
  readonly keyIsExplicit?: boolean | undefined;
  readonly record?: { readonly type: string; readonly id: string } | undefined;
  readonly extra?: Readonly<Record<string, string>> | undefined;
  /** For people who look at how a request is read; not stored. */
  readonly why?: { readonly [field in keyof LeadDraft | keyof StatedPlace]?: Why | undefined } | undefined;
}
