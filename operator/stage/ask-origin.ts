import { ORIGIN_HEADER, type Origin } from "../../lambda/steps/check-origin.ts";
import { Problem } from "../../lib/program/problem.ts";

/** The answer to a request that comes as senders' do, through the firewall before the door. */
export async function askOrigin(url: string): Promise<Origin | "refused" | "nobody"> {
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(10_000) }).catch(() => {
    throw new Problem(`Nobody answers at ${url}: does the name lead to the firewall before the door?`);
  });
  if (answer.status === 403) return "refused";
  const origin = answer.headers.get(ORIGIN_HEADER);
  return origin === "current" || origin === "former" || origin === "none" ? origin : "nobody";
}
