import * as http from "node:http";
import * as https from "node:https";

/** A request that this machine's parts send one another. */
export interface Question {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Time for the whole exchange. */
  readonly timeoutMs: number;
  /** For what must not meet an idle connection that is just being closed. */
  readonly freshConnection?: boolean;
}

export interface Asked {
  readonly status: number;
  readonly text: string;
}

const agents = {
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
};

/**
 * Sends a request and reads the answer, whatever its status. Connections stay open, and there are no web streams:
 * `fetch` takes several times as long, which counts where there are dozens of requests per lead.
 * Rejects when there is no whole answer.
 */
export function ask(url: string, question: Question): Promise<Asked> {
  const { method = "GET", headers, body, timeoutMs, freshConnection = false } = question;
  const [open, kept] = url.startsWith("https:") ? [https.request, agents.https] : [http.request, agents.http];
  const agent = freshConnection ? false : kept;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const request = open(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    const timer = setTimeout(() => request.destroy(new Error("no answer in time")), timeoutMs);
    request.on("close", () => clearTimeout(timer));
    request.on("error", reject);
    request.end(body);
  });
}
