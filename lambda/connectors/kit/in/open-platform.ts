import * as z from "zod/mini";
import type { Send } from "../../../runtime/http-client.ts";
import type { OpenPlatform, Platform } from "../../contract/platform.ts";
import { platformHttp } from "./platform-http.ts";

/**
 * Opens the platform of a source with the credentials that are in the secret now.
 * @param secret is not touched before the first platform is opened
 * @param options.baseUrls by source: other addresses than the platform's own, for trying things out
 * @returns undefined when the secret has none that fit
 */
export const platformOpener =
  (
    secret: () => Promise<Record<string, Record<string, string>>>,
    options: { baseUrls: Readonly<Record<string, string>>; send: Send; now: () => Date },
  ) =>
  async (source: string, platform: Platform): Promise<OpenPlatform | undefined> => {
    const credentials = z.safeParse(platform.credentials, (await secret())[source] ?? {});
    if (!credentials.success) return undefined;
    const http = platformHttp({
      baseUrl: options.baseUrls[source] ?? platform.baseUrl,
      headers: platform.authorise(credentials.data),
      send: options.send,
      now: options.now,
    });
    return { http, credentials: credentials.data };
  };
