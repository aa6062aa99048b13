import type { EndedBooking } from "../../lead/booking.ts";
import type { CrmRecord } from "../../lead/lead.ts";
import type { Outlook } from "../../lead/outlook.ts";
import type { LeadDraft } from "../../lead/reader/draft.ts";
import type { Country } from "../../lead/reader/phone.ts";
import type { HttpReply, HttpRequest } from "../../runtime/http.ts";
import type { Platform } from "./platform.ts";

/** The half of a connector by which leads come in. */

export interface Intake {
  /** Answers what is no lead at all, before any check: handshakes, CORS preflights. Undefined lets the request on. */
  handshake?(request: HttpRequest, secrets: SourceSecrets): HttpReply | undefined;
  /** The methods by which the vendor sends leads. Default: POST alone. */
  readonly methods?: readonly string[];
  /**
   * Makes sure that the request comes from the source, over the raw bytes.
   * @throws RejectedError 401, or 403 when the sender is known and not wanted
   */
  verify(request: HttpRequest, secrets: SourceSecrets, now: Date): void;
  /**
   * Reads the verified request.
   * @param country where the source's numbers without country code are at home
   * @throws RejectedError 400, 413, 415 or 422 when it cannot be read
   */
  read(request: HttpRequest, country?: Country): Promise<Reading> | Reading;
  /** For vendors that send no more than an id: where the lead that a draft's `reference` names is fetched. */
  readonly platform?: Platform;
  /** Its settings name events at which the calling stops. Default: false. */
  readonly stops?: boolean;
  /** Its key stands where anybody can read it, as in a web page: so anybody may send, and is limited. Default: false. */
  readonly isPublic?: boolean;
  /** The vendor has a key, but what it sends is what anybody typed into a form of its: limited as well. Default: false. */
  readonly relaysStrangers?: boolean;
  /**
   * Its leads filled in a form of an advertisement and asked for the call, as those of strangers' forms and bookings have:
   * they may be rung at hours at which nobody is rung unasked. Default: false.
   */
  readonly personsAsk?: boolean;
  /**
   * What becomes of a lead with a phone that is none: the sender is told (422), or it is kept as held. A number that
   * has the right length but is in no numbering plan that we know is always kept.
   */
  readonly invalidPhone: "refuse" | "hold";
  /** The answer in the form the vendor expects. Also turns our own errors into it. */
  reply(request: HttpRequest, answer: Answer): Promise<HttpReply> | HttpReply;
  /**
   * For forms that anybody may post: what its visitor gets who does not want to be called any more. A page for a browser
   * that posted by itself, else `reply`, readable for the page's scripts.
   */
  replyToOptOut?(request: HttpRequest, reply: HttpReply): Promise<HttpReply> | HttpReply;
}

/** Secrets of one source. */
export interface SourceSecrets {
  /** Keys that open the source; two while one is being replaced. */
  readonly keys: readonly string[];
  /** What the vendor gave, by name, e.g. `client_secret`. */
  readonly values: Readonly<Record<string, string | undefined>>;
}

export type Reading =
  | {
      readonly kind: "leads";
      readonly leads: readonly LeadDraft[];
      /** What widgets of captchas left in the form, by the names of their fields. No part of the lead. */
      readonly proofs?: Readonly<Record<string, string>>;
      /** Records whose persons are to be called no more: they were won, lost, deleted, marked as not to be called. */
      readonly stops?: readonly StoppedRecord[];
      /** Appointments that were moved or cancelled: their leads ring nobody. */
      readonly ended?: readonly EndedBooking[];
    }
  /**
   * Nothing to call: a ping, a test, a filled honeypot, an event of no interest. Answered as if accepted; a robot sees what
   * a visitor would who typed the same.
   */
  | {
      readonly kind: "test" | "spam" | "ignored";
      readonly why: string;
      readonly shownAs?: LeadDraft;
      readonly ended?: readonly EndedBooking[];
    };

/** A record of a CRM at which the calling stops. */
export interface StoppedRecord extends CrmRecord {
  /** The CRM says that its person wants no call: the number is called by nobody any more, whatever the record. */
  readonly refusesCalls?: boolean | undefined;
}

export type Answer =
  | { readonly kind: "accepted"; readonly leads: readonly AcceptedLead[]; readonly outlook?: Outlook | undefined }
  | { readonly kind: "nothing"; readonly why: string; readonly outlook?: Outlook | undefined }
  /** The sender has to change something. */
  | {
      readonly kind: "rejected";
      readonly status: number;
      readonly title: string;
      /** What a visitor can mend: an answer in their language goes by it. */
      readonly code?: RefusalCode | undefined;
      readonly fields: Readonly<Record<string, string>>;
    }
  /** We could not store it: the answer that makes the vendor send it again. */
  | { readonly kind: "again" };

export const refusalCodes = ["no-phone", "invalid-phone", "captcha"] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface AcceptedLead {
  readonly id: string;
  readonly status: "accepted" | "duplicate";
}
