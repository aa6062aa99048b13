import type { Content } from "../../lambda/connectors/contract/http.ts";
import type { CrmHttp } from "../../lambda/connectors/contract/reporter.ts";

export interface CrmRequest {
  readonly method: string;
  readonly path: string;
  /** The value of what was sent as JSON; the text of anything else; absent where nothing was sent. */
  readonly body?: unknown;
  /** Of what was sent, if it is no JSON. */
  readonly type?: string;
  readonly headers: Record<string, string>;
}

/** Answers of a CRM, in the order of the requests; an error is thrown. */
export type CrmAnswer = unknown | Error | ((request: CrmRequest) => unknown);

/** A CRM that notes what it was asked and answers what it was told to. */
export function recordingCrm(...answers: CrmAnswer[]): CrmHttp & { readonly requests: CrmRequest[] } {
  const requests: CrmRequest[] = [];
  return {
    requests,
    async request(method, path, content, headers = {}) {
      const request = { method, path, ...sentAs(content), headers };
      const answer = answers[requests.length];
      requests.push(request);
      if (answer instanceof Error) throw answer;
      return answeredWith(typeof answer === "function" ? answer(request) : answer);
    },
  };
}

/** What was sent, for a person to read. */
export const sentAs = (content: Content | undefined): Pick<CrmRequest, "body" | "type"> => {
  if (content === undefined) return {};
  const { type, body } = content;
  return type === "application/json" ? { body: JSON.parse(body) } : { type, body };
};

export const answeredWith = (body: unknown) => {
  const text = body === undefined ? "" : JSON.stringify(body);
  return { status: 200, headers: {}, body, text, truncated: false };
};
