import * as z from "zod/mini";
import type { Send } from "../runtime/http-client.ts";
import type { Reporter } from "./connector.ts";
import { type CrmHttp, crmHttp } from "./crm-http.ts";

export interface OpenCrm {
  readonly http: CrmHttp;
  readonly credentials: Record<string, string>;
}

/**
 * Opens a CRM with the credentials that are in the secret now.
 * @param options.baseUrls by CRM name: other addresses than the CRM's own, for trying things out
 * @returns undefined when the secret has none that fit
 */
export const crmOpener =
  (
    secret: () => Promise<Record<string, Record<string, string>>>,
    options: { baseUrls: Readonly<Record<string, string>>; send: Send; now: () => Date },
  ) =>
  async ({ name, reporter }: { name: string; reporter: Reporter }): Promise<OpenCrm | undefined> => {
    const credentials = z.safeParse(reporter.credentials, (await secret())[name] ?? {});
    if (!credentials.success) return undefined;
    const http = crmHttp({
      baseUrl: options.baseUrls[name] ?? reporter.baseUrl,
      headers: reporter.authorise(credentials.data),
      send: options.send,
      now: options.now,
    });
    return { http, credentials: credentials.data };
  };
