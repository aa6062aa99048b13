import { sessionHeader } from "../../lib/local-stage.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";

/** The bridge that `npm start` runs, as its own server tells of it and lets it be moved. No deployed bridge has any of this. */

/** Where it is, and the token that lets in whoever started it. */
export interface LocalBridge {
  /** Undefined: there is none, as the bridge is deployed. */
  readonly address: string | undefined;
  readonly token?: string | undefined;
}

/** @param address of its demo page */
export const localBridge = (address: string | undefined, { endpoints }: Pick<Stage, "endpoints">): LocalBridge => ({
  address,
  token: endpoints?.sessionToken,
});

/** @throws Problem when the bridge has ended, or says no */
export async function askLocal<T>(
  local: LocalBridge,
  path: string,
  { method = "GET", body, signal }: { method?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<T> {
  const answer = await reach(local, path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    ...(signal && { signal }),
  });
  const said: unknown = await answer.json();
  if (answer.ok) return said as T;
  throw new Problem((said as { message?: string }).message ?? `The bridge on this machine answers ${answer.status}.`);
}

/** What it sends as long as somebody listens: server-sent events. */
export async function* followLocal(
  local: LocalBridge,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly event: string; readonly data: string }> {
  const { body } = await reach(local, path, { signal });
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const chunk of body ?? []) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = events.pop() ?? "";
      for (const text of events) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1];
        const data = field("data");
        if (data !== undefined) yield { event: field("event") ?? "message", data };
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

export async function reach({ address, token }: LocalBridge, path: string, init: RequestInit = {}): Promise<Response> {
  if (address === undefined) throw new Problem("Only the bridge that `npm start` runs has this.");
  const headers = { ...init.headers, ...(token !== undefined && { [sessionHeader]: token }) };
  return fetch(new URL(path, address), { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new Problem(`No bridge runs at ${address} any more: start it with \`npm start\`.`);
  });
}
