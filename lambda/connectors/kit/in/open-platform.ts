import * as z from "zod/mini";
import type { Send } from "../../../runtime/http-client.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { OpenPlatform, Platform, PlatformHttp } from "../../contract/platform.ts";
import type { accessOpener, NamedAccess } from "../open-access.ts";
import { restMeaning } from "../out/rest-meaning.ts";
import { platformHttp } from "./platform-http.ts";

/** A source's platform, and what may open it. */
export interface PlatformOfSource {
  /** Name of the source. */
  readonly source: string;
  readonly platform: Platform;
  /** The CRM whose records its leads are, where that lets the bridge read them. */
  readonly crm?: NamedAccess | undefined;
}

export interface PlatformOptions {
  /** By source: other addresses than the platform's own, for trying things out. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** Absent where no source's leads are records of a CRM of the configuration. */
  readonly openAccess?: ReturnType<typeof accessOpener> | undefined;
  readonly send: Send;
  readonly now: () => Date;
}

/**
 * Opens the platform of a source with the credentials that are in the secret now: the source's own, and where there are
 * none, those of the CRM whose records its leads are. So a CRM is authorised once, and an app whose access is renewed
 * can fetch as well.
 * @param secret by source; it is not touched before the first platform is opened
 * @returns undefined when there are none that fit
 * @throws as `CrmAccess.tokenFor`
 */
export const platformOpener =
  (secret: () => Promise<Record<string, Record<string, string>>>, options: PlatformOptions) =>
  async (of: PlatformOfSource, timeLeftMs: () => number): Promise<OpenPlatform | undefined> => {
    const { source, platform } = of;
    const credentials = z.safeParse(platform.credentials, (await secret())[source] ?? {});
    if (!credentials.success) return openByCrm(of, timeLeftMs, options);
    const http = platformHttp({
      baseUrl: options.baseUrls[source] ?? platform.baseUrl,
      headers: platform.authorise(credentials.data),
      send: options.send,
      now: options.now,
    });
    return { http, credentials: credentials.data };
  };

async function openByCrm(
  { source, crm }: PlatformOfSource,
  timeLeftMs: () => number,
  { baseUrls, openAccess, send, now }: PlatformOptions,
): Promise<OpenPlatform | undefined> {
  const opened = crm && (await openAccess?.(crm, timeLeftMs));
  if (!opened) return undefined;
  const { understand = restMeaning } = crm.access;
  const isRefusal = (answer: ApiAnswer) => understand(answer).kind === "access-refused";
  const ask = (question: (http: PlatformHttp) => Promise<ApiAnswer>) =>
    opened.ask(
      ({ baseUrl, headers }) => question(platformHttp({ baseUrl: baseUrls[source] ?? baseUrl, headers, send, now })),
      isRefusal,
    );
  return {
    http: {
      get: (...question) => ask((http) => http.get(...question)),
      post: (...question) => ask((http) => http.post(...question)),
    },
    credentials: opened.credentials,
  };
}
