import type { CrmHttp, Reporter } from "../../contract/reporter.ts";
import { accessOpener, type CrmSecret, type OpenOptions } from "../open-access.ts";
import { crmHttp } from "./crm-http.ts";

export interface OpenCrm {
  readonly http: CrmHttp;
  readonly credentials: Record<string, string>;
}

/** Opens a CRM for its results, as {@link accessOpener} opens it. */
export function crmOpener(secret: CrmSecret, options: OpenOptions) {
  const open = accessOpener(secret, options);
  return async (
    { name, reporter }: { readonly name: string; readonly reporter: Reporter },
    timeLeftMs: () => number,
    refused?: Record<string, string>,
  ): Promise<OpenCrm | undefined> => {
    const opened = await open({ name, access: reporter }, timeLeftMs, refused);
    if (!opened) return undefined;
    const { understand } = reporter;
    const { send, now } = options;
    const http: CrmHttp = {
      request: (...request) => opened.ask((by) => crmHttp({ ...by, understand, send, now }).request(...request)),
    };
    return { http, credentials: opened.credentials };
  };
}
