import type * as z from "zod/mini";
import type { LeadDraft } from "../../lead/reader/draft.ts";
import type { ApiAnswer, Content } from "./http.ts";
import type { Access } from "./reporter.ts";

/** A vendor whose requests name leads by an id, several at a time where it likes: each is fetched before it is dialled. */

export interface Platform {
  /** Where its API lives: scheme and host alone, since `PLATFORM_BASE_URLS` takes their place. */
  readonly baseUrl: string;
  /** What the secret must hold for the source. */
  readonly credentials: z.ZodMiniType<Record<string, string>>;
  /** Headers that authorise a request. */
  authorise(credentials: Readonly<Record<string, string>>): Record<string, string>;
  /**
   * For a vendor that is a CRM as well: how that lets the bridge in. A source whose leads are the records of such a CRM
   * of the configuration needs no credentials of its own.
   * @param settings the CRM's, as bridge.config.ts has them
   */
  access?(settings: unknown): Access;
  /**
   * Fetches the lead that a reference names.
   * @param we what we are at the vendor: a record that says it was made or changed by this is an event of our own, and
   * no lead
   * @throws TransientError when the same question may be answered later
   * @throws RejectedError 401 when the credentials have to be renewed, 404 when there is no such lead (any more), which
   * means what `notFoundMeans` says, 400 when somebody has to look into it; `platformRefusal` in the kit tells them apart
   * for ordinary REST
   */
  fetch(http: PlatformHttp, reference: string, we: Identity): Promise<Fetched>;
  /** For a vendor that shows several by one request. */
  readonly together?: FetchTogether;
  /**
   * What it means that the platform does not find what it announced. Default: a lead that somebody deleted since, and
   * that an operator may want called all the same. `nothing` where the platform announces more than leads, or merges
   * and deletes records by itself, so that there is nobody to call.
   */
  readonly notFoundMeans?: "lead gone" | "nothing";
  /** The source can do without it, as its vendor sends whole leads as well: who uses those needs no credentials. Default: false. */
  readonly isOptional?: boolean;
}

export interface FetchTogether {
  /** How many it shows at once. */
  readonly most: number;
  /**
   * As `fetch`, for leads that are to be dialled at the same time.
   * @param references no more than `most`, each once
   * @returns by reference; one that is missing is not there, as if `fetch` had said 404
   */
  fetch(http: PlatformHttp, references: readonly string[], we: Identity): Promise<ReadonlyMap<string, Fetched>>;
}

/** By what a vendor that takes our results as well knows that we wrote them. */
export interface Identity {
  /** With which the platform was opened: what of it the vendor shows on records, such as an app's or a user's id. */
  readonly credentials: Readonly<Record<string, string>>;
}

export interface OpenPlatform extends Identity {
  readonly http: PlatformHttp;
}

export type Fetched =
  | { readonly kind: "lead"; readonly lead: LeadDraft }
  /** Made up by the platform for a trial: nobody is called. */
  | { readonly kind: "test"; readonly why: string }
  /** No lead at all: a company, a record that was put there for another purpose. It ends without a word to anybody. */
  | { readonly kind: "nothing"; readonly why: string };

export interface PlatformHttp {
  /**
   * @param path begins with a slash; encode what comes from outside
   * @returns what was answered; a status from 400 to 499 is the connector's to explain
   * @throws TransientError for 408, 425, 429, 3xx, 5xx, an answer that was cut off and a broken connection
   * @throws RejectedError 400 for an answer that is longer than we read
   */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>;
  /** As `get`, for vendors that are asked by what is sent to them, such as a search. */
  post(path: string, content: Content, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>;
}
