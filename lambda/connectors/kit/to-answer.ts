import type { Sent } from "../../runtime/http-client.ts";
import type { ApiAnswer } from "../contract/http.ts";

/** An answer as connectors read it. */
export const toAnswer = ({
  status,
  headers,
  body: text,
  truncated,
}: Extract<Sent, { kind: "answered" }>): ApiAnswer => ({
  status,
  headers,
  text,
  truncated,
  body: truncated ? undefined : parsed(text),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
