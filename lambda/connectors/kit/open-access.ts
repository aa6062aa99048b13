import * as z from "zod/mini";
import { RejectedError } from "../../runtime/errors.ts";
import type { Send } from "../../runtime/http-client.ts";
import type { Access, Renewal, RenewedAccess } from "../contract/reporter.ts";
import { crmHttp } from "./out/crm-http.ts";

/** How a CRM lets the bridge in, with the credentials of the secret and with access that is renewed. */

/** A CRM that lets the bridge in. */
export interface OpenAccess {
  readonly credentials: Record<string, string>;
  /**
   * Asks with access that holds. Where it is refused all the same, it is replaced and the request repeated, once: what
   * was refused was not carried out.
   * @param isRefusal of an answer: it was refused for the sake of who asks; an error says so by itself
   * @throws what the request throws, and as {@link CrmAccess.tokenFor}
   */
  ask<T>(request: (by: Authorised) => Promise<T>, isRefusal?: (answer: T) => boolean): Promise<T>;
}

/** What a request goes out with. */
export interface Authorised {
  /** Where the CRM's API lives, without a trailing slash. */
  readonly baseUrl: string;
  readonly headers: Record<string, string>;
  /** What no error may hold, should the CRM repeat it. */
  readonly secrets: readonly string[];
}

/** What a person gave us for a CRM whose access runs out, and how to renew it. */
export interface Grant {
  /** Name of the CRM. */
  readonly crm: string;
  /** As the person entered them; a `refresh_token` among them is where renewing begins. */
  readonly credentials: Readonly<Record<string, string>>;
  /** One request. @throws as `CrmHttp` */
  renew(refreshToken: string): Promise<RenewedAccess>;
  /** What is left of the function's time, in milliseconds. */
  timeLeftMs(): number;
}

/** Access that runs out, kept and renewed for all workers together. */
export interface CrmAccess {
  /**
   * Access that holds for another minute.
   * @param refused a token that the CRM did not take; another is answered
   * @throws TransientError when somebody else is renewing it for long, or the CRM cannot be asked now
   * @throws RejectedError 401 when the CRM does not renew it: a person has to authorise the bridge again
   */
  tokenFor(grant: Grant, refused?: string): Promise<HeldAccess>;
}

export type HeldAccess = Pick<RenewedAccess, "token" | "apiUrl">;

export interface OpenOptions {
  /** By CRM name: other addresses than the CRM's own, for trying things out. */
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly access: CrmAccess;
  readonly send: Send;
  readonly now: () => Date;
}

type Credentials = Readonly<Record<string, Record<string, string>>>;

/** By the CRM's name. `fresh` reads past the cache. */
export type CrmSecret = (() => Promise<Credentials>) & { readonly fresh?: () => Promise<Credentials> };

/** A CRM of the configuration, and how it lets the bridge in. */
export interface NamedAccess {
  readonly name: string;
  readonly access: Access;
}

/**
 * Opens a CRM with the credentials of the secret. Those from which its renewal starts give access that runs out: it is
 * renewed before it does, and once more should the CRM end it early. What the CRM refuses may be what a person has just
 * replaced, so others are looked for past the cache: a result that is refused waits for a day.
 * @param refused credentials that the CRM did not take; only others are answered
 * @returns undefined when the secret has none that fit
 * @throws as {@link CrmAccess.tokenFor}
 */
export const accessOpener =
  (secret: CrmSecret, options: OpenOptions) =>
  async (
    crm: NamedAccess,
    timeLeftMs: () => number,
    refused?: Record<string, string>,
  ): Promise<OpenAccess | undefined> => {
    const fitting = (all: Credentials) => z.safeParse(crm.access.credentials, all[crm.name] ?? {}).data;
    const newest = async () => (secret.fresh ? fitting(await secret.fresh()) : undefined);
    const credentials = (refused === undefined ? fitting(await secret()) : undefined) ?? (await newest());
    if (!credentials || isSame(credentials, refused)) return undefined;
    try {
      return await openWith(crm, credentials, timeLeftMs, options);
    } catch (error) {
      const next = isRefused(error) && refused === undefined ? await newest() : undefined;
      if (!next || isSame(next, credentials)) throw error;
      return openWith(crm, next, timeLeftMs, options);
    }
  };

/** Refused for the sake of who asks: nothing was carried out. */
export const isRefused = (error: unknown): boolean => error instanceof RejectedError && error.status === 401;

const isSame = (one: Record<string, string>, other: Record<string, string> | undefined): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other ?? {}).sort());

async function openWith(
  crm: NamedAccess,
  credentials: Record<string, string>,
  timeLeftMs: () => number,
  options: OpenOptions,
): Promise<OpenAccess> {
  const { name, access } = crm;
  const grant = grantOf(crm, credentials, timeLeftMs, options);
  const authorised = (given: Record<string, string>, apiUrl?: string): Authorised => ({
    baseUrl: options.baseUrls[name] ?? ownAddress(apiUrl, access.renewal) ?? access.baseUrl,
    headers: access.authorise(given),
    secrets: Object.values(given),
  });
  if (!grant) return { credentials, ask: (request) => request(authorised(credentials)) };
  const withAccess = ({ token, apiUrl }: HeldAccess): Authorised => authorised({ ...credentials, token }, apiUrl);
  return { credentials, ask: await renewing(grant, withAccess, options.access) };
}

/**
 * An API's address that came with a renewal, if the CRM may have named it. Our access goes there with every request, so
 * whatever answered for the CRM must not lead it elsewhere.
 * @throws RejectedError when it is another's
 */
function ownAddress(apiUrl: string | undefined, renewal: Renewal | undefined): string | undefined {
  if (apiUrl === undefined) return undefined;
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  const isOwn =
    url?.protocol === "https:" && url.host === url.hostname && renewal?.apiHosts?.test(url.hostname) === true;
  if (isOwn && !url.username && !url.password && !url.search && !url.hash) return url.href.replace(/\/+$/, "");
  throw new RejectedError(400, "The CRM named an address of its API that is none of its own");
}

/** Undefined for credentials that do not run out. */
function grantOf(
  { name, access: { baseUrl, renewal } }: NamedAccess,
  credentials: Record<string, string>,
  timeLeftMs: () => number,
  { baseUrls, send, now }: OpenOptions,
): Grant | undefined {
  if (!renewal || credentials[renewal.startsFrom ?? "refresh_token"] === undefined) return undefined;
  return {
    crm: name,
    credentials,
    timeLeftMs,
    renew: (refreshToken) => {
      const http = crmHttp({
        baseUrl: baseUrls[name] ?? renewal.baseUrl ?? baseUrl,
        headers: {},
        secrets: [...Object.values(credentials), refreshToken],
        // On a connection that the CRM has closed nobody could tell whether it took the refresh token.
        freshConnection: true,
        send,
        now,
      });
      return renewal.renew(http, { credentials, refreshToken, now: now() });
    },
  };
}

async function renewing(
  grant: Grant,
  withAccess: (held: HeldAccess) => Authorised,
  access: CrmAccess,
): Promise<OpenAccess["ask"]> {
  let held = await access.tokenFor(grant);
  return async (request, isRefusal = () => false) => {
    try {
      const answer = await request(withAccess(held));
      if (!isRefusal(answer)) return answer;
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
    held = await access.tokenFor(grant, held.token);
    return request(withAccess(held));
  };
}
