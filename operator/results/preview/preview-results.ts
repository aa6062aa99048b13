import type { Crm } from "../../../lambda/config/bridge.ts";
import { reasonWords } from "../../../lambda/lead/reasons.ts";
import { StatedError } from "../../../lambda/runtime/errors.ts";
import type { OutgoingRequest } from "../../../lambda/runtime/http-client.ts";
import { explainError } from "../../../lambda/runtime/log.ts";
import { Blocked } from "../../../lambda/steps/report-call/blocked.ts";
import { type Hiding, hiding } from "./hide-secrets.ts";
import type { PlayedCrm } from "./played-crm.ts";
import { rehearseReports } from "./rehearse-reports.ts";
import type { Scene } from "./scene.ts";

/** One request that a connector makes, without its secrets. */
export interface PreviewedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as a value, anything else as text; null where there is none. */
  readonly body: unknown;
}

export interface PreviewedResult {
  readonly name: string;
  readonly about: string;
  /** In the order in which they are sent. */
  readonly requests: readonly PreviewedRequest[];
  /** Why the result is not written, or not wholly. */
  readonly refused?: string;
}

/**
 * What would be written in a CRM for each kind of result. It runs the bridge's own step and the CRM's connector, with a
 * store in memory, against the CRM as it is played here: nothing is sent.
 * @param play begins a CRM that holds nothing; called once for each kind
 */
export async function previewResults(
  crm: Crm,
  scenes: readonly Scene[],
  play: () => Promise<PlayedCrm>,
  now: Date,
): Promise<PreviewedResult[]> {
  const results: PreviewedResult[] = [];
  for (const scene of scenes) {
    const { name, about } = scene;
    const { requests, credentials, failure } = await rehearseReports(crm, scene, await play(), now);
    const hide = hiding(crm.reporter, credentials);
    const refused = failure === undefined ? undefined : whyNot(failure);
    results.push({
      name,
      about,
      requests: requests.map((request) => toPreviewed(request, hide)),
      ...(refused && { refused: hide.text(refused) }),
    });
  }
  return results;
}

function toPreviewed({ method, url, headers = {}, body }: OutgoingRequest, hide: Hiding): PreviewedRequest {
  const shown = Object.entries(headers).map(([name, value]) => [name, hide.header(name, value)]);
  return { method, url: hide.text(url), headers: Object.fromEntries(shown), body: toValue(body, hide) };
}

function toValue(body: string | undefined, hide: Hiding): unknown {
  if (body === undefined) return null;
  const text = hide.text(body);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @throws what is a bug */
function whyNot(failure: unknown): string {
  if (failure instanceof Blocked) return reasonWords[failure.reason];
  if (failure instanceof StatedError) return explainError(failure);
  throw failure;
}
