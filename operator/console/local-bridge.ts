import { Problem } from "../../lib/program/problem.ts";

/** The bridge that `npm start` runs, as its own server tells of it and lets it be moved. No deployed bridge has any of this. */

/** @throws Problem when the bridge has ended, or says no */
export async function askLocal<T>(
  local: string | undefined,
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
  local: string | undefined,
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

export async function reach(local: string | undefined, path: string, init: RequestInit = {}): Promise<Response> {
  if (local === undefined) throw new Problem("Only the bridge that `npm start` runs has this.");
  return fetch(new URL(path, local), init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new Problem(`No bridge runs at ${local} any more: start it with \`npm start\`.`);
  });
}
