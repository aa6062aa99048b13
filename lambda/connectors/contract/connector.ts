import * as z from "zod/mini";
import type { CallResult } from "../../lead/call/call.ts";
import type { CrmRecord, LeadOutcome, Person } from "../../lead/lead.ts";
import type { LeadDraft } from "../../lead/reader/draft.ts";
import type { Country } from "../../lead/reader/phone.ts";
import type { HttpReply, HttpRequest } from "../../runtime/http.ts";
import type { PlatformHttp } from "../kit/in/platform-http.ts";
import type { CrmHttp } from "../kit/out/crm-http.ts";

/**
 * A connector is the one file that knows a vendor. It declares what is special about the vendor; the steps treat all
 * connectors alike. `intake` makes it a source of leads, `report` a CRM that takes results; either may be missing.
 */
export interface Connector {
  /** As written in bridge.config.ts. */
  readonly key: string;
  /** The vendor's name, for people. */
  readonly title: string;
  /**
   * Whether a request looks as if this vendor had made it. Only a hint for people who ask which connector to choose:
   * it proves nothing, and nothing is let in by it.
   */
  recognises?(request: HttpRequest): boolean;
  readonly intake?: Configured<Intake>;
  readonly report?: Configured<Reporter>;
}

/** Part of a connector that waits for its settings. */
export interface Configured<Part> {
  /** What may be set for it in bridge.config.ts. */
  readonly settings: z.ZodMiniType;
  /** @throws when the settings do not fit the schema */
  bind(settings: unknown): Part;
}

/** Ties a settings schema to the part that uses them, so that the part sees typed settings. */
export function configured<Settings extends z.ZodMiniType, Part>(
  settings: Settings,
  make: (settings: z.output<Settings>) => Part,
): Configured<Part> {
  return { settings, bind: (given) => make(z.parse(settings, given)) };
}

// ── leads in ────────────────────────────────────────────────────────────────────────────────────────────────────

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
  /** Its key stands where anybody can read it, as in a web page: so anybody may send, and is limited. Default: false. */
  readonly isPublic?: boolean;
  /** The vendor has a key, but what it sends is what anybody typed into a form of its: limited as well. Default: false. */
  readonly relaysStrangers?: boolean;
  /**
   * What becomes of a lead with a phone that is none: the sender is told (422), or it is kept as held. A number that
   * has the right length but is in no numbering plan that we know is always kept.
   */
  readonly invalidPhone: "refuse" | "hold";
  /** The answer in the form the vendor expects. Also turns our own errors into it. */
  reply(request: HttpRequest, answer: Answer): Promise<HttpReply> | HttpReply;
}

/** A vendor that is asked for the leads it told of, just before they are dialled. */
export interface Platform {
  /** Where its API lives, without a trailing slash. */
  readonly baseUrl: string;
  /** What the secret must hold for the source. */
  readonly credentials: z.ZodMiniType<Record<string, string>>;
  /** Headers that authorise a request. */
  authorise(credentials: Readonly<Record<string, string>>): Record<string, string>;
  /**
   * Fetches the lead that a reference names.
   * @throws TransientError when the same question may be answered later
   * @throws RejectedError 401 when the credentials have to be renewed, 404 when there is no such lead (any more), 400
   * when somebody has to look into it
   */
  fetch(http: PlatformHttp, reference: string): Promise<Fetched>;
}

export type Fetched =
  | { readonly kind: "lead"; readonly lead: LeadDraft }
  /** Made up by the platform for a trial: nobody is called. */
  | { readonly kind: "test"; readonly why: string };

/** Secrets of one source. */
export interface SourceSecrets {
  /** Keys that open the source; two while one is being replaced. */
  readonly keys: readonly string[];
  /** What the vendor gave, by name, e.g. `client_secret`. */
  readonly values: Readonly<Record<string, string | undefined>>;
}

export type Reading =
  | { readonly kind: "leads"; readonly leads: readonly LeadDraft[] }
  /** Nothing to call: a ping, a test, a filled honeypot, an event of no interest. Answered as if accepted. */
  | { readonly kind: "test" | "spam" | "ignored"; readonly why: string };

export type Answer =
  | { readonly kind: "accepted"; readonly leads: readonly AcceptedLead[] }
  | { readonly kind: "nothing"; readonly why: string }
  /** The sender has to change something. */
  | {
      readonly kind: "rejected";
      readonly status: number;
      readonly title: string;
      readonly fields: Readonly<Record<string, string>>;
    }
  /** We could not store it: the answer that makes the vendor send it again. */
  | { readonly kind: "again" };

export interface AcceptedLead {
  readonly id: string;
  readonly status: "accepted" | "duplicate";
}

// ── results out ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface Reporter {
  /** Where the CRM's API lives, without a trailing slash. */
  readonly baseUrl: string;
  /** What the secret must hold for this CRM. With a `refresh_token` among it, `renewal` gets the access. */
  readonly credentials: z.ZodMiniType<Record<string, string>>;
  /** Headers that authorise a request. Access that was renewed is added to the credentials as `token`. */
  authorise(credentials: Readonly<Record<string, string>>): Record<string, string>;
  /** What may be read there to see whether the credentials open it; reading it changes nothing. */
  readonly probe?: string;
  /** For a CRM that gives access for a while only. */
  readonly renewal?: Renewal;
  /**
   * The record of a lead that came from elsewhere, found or made. A CRM without it takes results that are tied to no
   * record of its own.
   * @param options.mayMake false where there was no call: who was not called is not entered into a CRM
   * @returns undefined when there is none and none may be made
   * @throws as `write`
   */
  findRecord?(
    crm: CrmHttp,
    lead: ReportJob["lead"],
    options: { readonly mayMake: boolean },
  ): Promise<CrmRecord | undefined>;
  /**
   * Writes one call onto one record, so that repeating it changes nothing.
   * @throws TransientError when the same write may succeed later, RejectedError when somebody has to act first
   */
  write(crm: CrmHttp, job: ReportJob): Promise<Written>;
}

export interface Renewal {
  /** Where the CRM renews access, without a trailing slash, if not where its API lives. */
  readonly baseUrl?: string;
  /**
   * Renews access, in one request. Which refresh token to use, keeping the answer, and that no two workers do this at
   * once is seen to elsewhere.
   * @param crm unauthorised
   * @throws TransientError when it may be asked again, RejectedError when a person has to authorise the bridge anew
   */
  renew(
    crm: CrmHttp,
    ask: {
      readonly credentials: Readonly<Record<string, string>>;
      readonly refreshToken: string;
      readonly now: Date;
    },
  ): Promise<RenewedAccess>;
}

export interface RenewedAccess {
  readonly token: string;
  readonly until: Date;
  /** The one that takes the place of the one we sent; absent where that stays in force. */
  readonly refreshToken?: string | undefined;
}

export interface ReportJob {
  readonly call: CallResult;
  readonly lead: {
    readonly id: string;
    readonly source: string;
    readonly receivedAt: string;
    readonly person: Person;
    readonly externalId?: string | undefined;
    /** Where numbers without country code are at home at its source. */
    readonly country?: Country | undefined;
    /** The best outcome of all the lead's calls. */
    readonly outcome?: LeadOutcome | undefined;
  };
  /** The record to write on: the lead's own in this CRM, or the one `findRecord` answered. */
  readonly record?: CrmRecord | undefined;
  /** The lead came with the record, so that it is surely the person's. */
  readonly cameWithRecord?: boolean;
  /** The activity that holds this call already. */
  readonly activityId?: string | undefined;
  /** An earlier write was begun and its end is not known: look for its traces before creating anything. */
  readonly mayExist: boolean;
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: Date;
}

export interface Written {
  readonly activityId?: string | undefined;
}
