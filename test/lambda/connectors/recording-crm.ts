import type { CrmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";

export interface CrmRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}

/** Answers of a CRM, in the order of the requests; an error is thrown. */
export type CrmAnswer = unknown | Error | ((request: CrmRequest) => unknown);

/** A CRM that notes what it was asked and answers what it was told to. */
export function recordingCrm(...answers: CrmAnswer[]): CrmHttp & { readonly requests: CrmRequest[] } {
  const requests: CrmRequest[] = [];
  return {
    requests,
    async request(method, path, body, headers = {}) {
      const request = { method, path, body, headers };
      const answer = answers[requests.length];
      requests.push(request);
      if (answer instanceof Error) throw answer;
      return typeof answer === "function" ? answer(request) : answer;
    },
  };
}
