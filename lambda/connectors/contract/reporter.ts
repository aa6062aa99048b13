import type * as z from "zod/mini";
import type { CallResult } from "../../lead/call/call.ts";
import type { CrmRecord, LeadOutcome, Person } from "../../lead/lead.ts";
import type { Country } from "../../lead/reader/phone.ts";
import { RejectedError } from "../../runtime/errors.ts";
import type { ApiAnswer, Content, Question } from "./http.ts";

/**
 * The half of a connector by which results go out: a CRM. A call becomes one activity on one record: `create` makes it,
 * `update` changes it, and what a CRM cannot do it leaves out. After a write of which nobody knows what became of it the
 * step decides by that: it looks for the trace (`findTrace`), repeats what is safe to repeat (`isIdempotentBy`), or holds
 * the result for a person where the CRM can neither.
 */
export interface Reporter {
  /** Where the CRM's API lives, without a trailing slash. */
  readonly baseUrl: string;
  /** What the secret must hold for this CRM. With what `renewal` starts from among it, that gets the access. */
  readonly credentials: z.ZodMiniType<Record<string, string>>;
  /** Headers that authorise a request. Access that was renewed is added to the credentials as `token`. */
  authorise(credentials: Readonly<Record<string, string>>): Record<string, string>;
  /** What may be read there to see whether the credentials open it; reading it changes nothing. */
  readonly probe?: Question;
  /** For a CRM that gives access for a while only. */
  readonly renewal?: Renewal;
  /** Its users, so that an activity is its agent's: `job.ownerId`. Without it, an activity is whose the settings say. */
  readonly owners?: Owners;
  /** What the CRM's answers mean, where that is not what REST has them mean. Default: `restMeaning` of the kit. */
  understand?(answer: ApiAnswer): Meaning;
  /**
   * The record of a lead that came from elsewhere, found or made; every other function then gets it as `job.record`. A
   * CRM without it takes results that are tied to no record of its own.
   * @param options.mayMake false where there was no call: who was not called is not entered into a CRM
   * @returns undefined when there is none and none may be made
   * @throws as `create`
   */
  findRecord?(
    crm: CrmHttp,
    lead: ReportJob["lead"],
    options: { readonly mayMake: boolean },
  ): Promise<CrmRecord | undefined>;
  /**
   * Makes the activity, in one request that does everything or nothing. What takes a request more, such as tying the
   * activity to its record, belongs to `updateRecord`, where it can be repeated.
   * @returns the activity's id. A CRM with neither `findTrace` nor `isIdempotentBy` always answers one: without it
   * nobody would know that the activity is there
   * @throws TransientError when the same write may succeed later, RejectedError when somebody has to act first; the HTTP
   * client that is handed over does, as `understand` has it
   */
  create(crm: CrmHttp, job: ReportJob): Promise<Written>;
  /**
   * Changes the activity, so that a repeat changes nothing. Without it an activity stays as it was written first, and
   * only `updateRecord` hears of what comes later.
   * @returns the activity's id from now on, if it is another
   * @throws as `create`
   */
  update?(crm: CrmHttp, job: ReportJob, activityId: string): Promise<Written>;
  /**
   * The activity that an earlier `create` may have made, on this record and no other. It looks where a write shows at
   * once, or for as long as the CRM takes to show it.
   * @throws as `create`
   */
  findTrace?(crm: CrmHttp, job: ReportJob): Promise<string | undefined>;
  /** What makes a repeated `create` change nothing, such as an id of ours that the CRM keeps apart. For people. */
  readonly isIdempotentBy?: string;
  /** What the result changes on the record beside the activity: a status, a tag, a link. A repeat changes nothing. */
  updateRecord?(crm: CrmHttp, job: ReportJob, activityId: string | undefined): Promise<void>;
}

/**
 * How a CRM lets the bridge in: the part of a {@link Reporter} with which its records are fetched as well. It stands in a
 * file that knows nothing of how results are written, since the function that fetches carries no such thing.
 */
export type Access = Pick<Reporter, "baseUrl" | "credentials" | "authorise" | "renewal" | "understand">;

export interface Owners {
  /** The CRM's ids of users by their agents' e-mail addresses, as the settings have them: they go before the list. */
  readonly named: Readonly<Record<string, string>>;
  /**
   * Users whose an activity may be, by e-mail address in lower case. A CRM that refuses to show them is written to
   * without.
   * @throws as `create`
   */
  list(crm: CrmHttp): Promise<ReadonlyMap<string, string>>;
}

export interface Capabilities {
  readonly canUpdate: boolean;
  readonly canFindTrace: boolean;
  readonly isIdempotentBy: string | undefined;
}

export const capabilitiesOf = ({ update, findTrace, isIdempotentBy }: Reporter): Capabilities => ({
  canUpdate: update !== undefined,
  canFindTrace: findTrace !== undefined,
  isIdempotentBy,
});

export interface CrmHttp {
  /**
   * @param path begins with a slash or is empty; encode what comes from outside
   * @returns the answer, which means `ok` as the connector understands it; of a GET it is whole
   * @throws as {@link Meaning} says, RejectedError for a GET whose answer is longer than we read, and TransientError
   * for a broken connection: the request may have been carried out, unless it is a NotSentError
   */
  request(method: string, path: string, content?: Content, headers?: Record<string, string>): Promise<ApiAnswer>;
}

/** What an answer of a CRM means, whatever its status. */
export type Meaning =
  | { readonly kind: "ok" }
  /** Nothing was done, and nothing else is worth asking for so long. Thrown as BusyError. */
  | { readonly kind: "busy"; readonly waitMs?: number | undefined; readonly detail?: string | undefined }
  /** Nothing was done, and a repeat would not help. Thrown as RejectedError, with the CRM's own words. */
  | { readonly kind: "refused"; readonly detail?: string | undefined }
  /** Nothing was done, for the sake of who asks. Thrown as RejectedError 401. */
  | { readonly kind: "access-refused"; readonly detail?: string | undefined }
  /** What was to be made is there already. Thrown as {@link ExistsError}. */
  | { readonly kind: "exists"; readonly id?: string | undefined; readonly detail?: string | undefined }
  /** Perhaps it was done; the same may succeed later. Thrown as TransientError. */
  | { readonly kind: "again"; readonly waitMs?: number | undefined; readonly detail?: string | undefined };

/** What was to be made is there already. To one who finds or makes it that is no failure: see `findOrMake` in the kit. */
export class ExistsError extends RejectedError {
  /** Of what is there, where the CRM says it. */
  readonly id: string | undefined;

  constructor(message: string, options: { id?: string | undefined; detail?: string | undefined }) {
    super(409, message, options);
    this.id = options.id;
  }
}

export interface Renewal {
  /** The field of the credentials that has access renewed; those without it do not run out. Default: `refresh_token`. */
  readonly startsFrom?: string;
  /** Where the CRM renews access, without a trailing slash, if not where its API lives. */
  readonly baseUrl?: string;
  /** The hosts that a renewal may name as its API's. Without it, none may. */
  readonly apiHosts?: RegExp;
  /**
   * Renews access, in one request. Which refresh token to use, keeping the answer, and that no two workers do this at
   * once is seen to elsewhere.
   * @param crm unauthorised
   * @throws TransientError when it may be asked again, RejectedError when a person has to authorise the bridge again
   */
  renew(
    crm: CrmHttp,
    ask: {
      readonly credentials: Readonly<Record<string, string>>;
      /** Empty where the credentials hold none, as those of a client that is let in by itself. */
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
  /** Where this account's API lives, for a CRM that says so with the token; as `baseUrl`. */
  readonly apiUrl?: string | undefined;
}

/** What one lead's call comes to in one CRM. */
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
    /** When Callingly was first asked to ring this person. */
    readonly firstRungAt?: string | undefined;
  };
  /** The lead's own record in this CRM, or the one that `findRecord` answered. Never absent where there is a `findRecord`. */
  readonly record?: CrmRecord | undefined;
  /** The lead came with the record, so that it is surely the person's. */
  readonly cameWithRecord?: boolean;
  /** The activity that this call was noted to have when this write began; absent in the first report. */
  readonly activityId?: string | undefined;
  /** The CRM's user who is the call's agent; absent where there is none, or `owners` does not know them. */
  readonly ownerId?: string | undefined;
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: Date;
}

export interface Written {
  readonly activityId?: string | undefined;
}
