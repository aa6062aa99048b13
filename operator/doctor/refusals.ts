import { refusalsOfDay, refusalWords, refusedRequests } from "../sources/refusals.ts";
import type { Stage } from "../stage/stage.ts";
import { span } from "../words/times.ts";
import { type Finding, ok, warning } from "./finding.ts";

/** Requests refused within a day: a sender that is refused loses its leads, and may not show it. */
export async function checkRefusals(stage: Stage): Promise<readonly Finding[]> {
  const refused = await refusalsOfDay(stage);
  if (refused.length === 0) return [ok("door", undefined, "Nothing was refused within a day.")];
  return refused.map((one) => {
    const found = `${refusedRequests(one)} refused within a day, ${refusalWords(one)}; the last ${span(one.lastAt, stage.now())} ago.`;
    return one.source === undefined
      ? warning("door", undefined, found, "Some sender has a wrong address: compare it with `bridge sources`.")
      : warning("door", one.source, found, `Compare what the sender has with: bridge sources --show ${one.source}`);
  });
}
