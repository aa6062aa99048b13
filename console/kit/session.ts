import { signal } from "@preact/signals";

/**
 * The console's session. Its key lives in this tab's memory and, so that the page can be loaded again, in the tab's own
 * storage, which no other origin and no other port reads. Another tab of the console asks the open ones for it.
 */

export type SessionState = "connecting" | "open" | "over";
export const session = signal<SessionState>("connecting");
/** Why there is none. */
export const sessionProblem = signal<string>("");

let key = "";
const slot = "callingly-bridge session";
const channel = new BroadcastChannel(slot);

export const sessionKey = (): string => key;

export function endSession(problem: string): void {
  key = "";
  sessionStorage.removeItem(slot);
  sessionProblem.value = problem;
  session.value = "over";
}

export async function beginSession(): Promise<void> {
  const token = location.hash.slice(1);
  // It counts once; nobody should find it in the address or the history.
  if (token) history.replaceState(null, "", location.pathname + location.search);
  const kept = token ? undefined : (sessionStorage.getItem(slot) ?? (await askOtherTabs()));
  if (kept) return open(kept);
  const answer = await fetch("/console/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(token ? { token } : {}),
  }).catch(() => undefined);
  if (!answer) return endSession("The console does not answer: it has ended, or its machine cannot be reached.");
  const said = await answer.json();
  if (answer.ok) open(said.key);
  else endSession(said.problem);
}

function open(given: string): void {
  key = given;
  sessionStorage.setItem(slot, given);
  session.value = "open";
}

const otherTabsMs = 150;

function askOtherTabs(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const done = (found?: string) => {
      channel.removeEventListener("message", hear);
      resolve(found);
    };
    const hear = ({ data }: MessageEvent) => {
      if (typeof data?.key === "string") done(data.key);
    };
    channel.addEventListener("message", hear);
    channel.postMessage({ wanted: true });
    setTimeout(done, otherTabsMs);
  });
}

channel.addEventListener("message", ({ data }) => {
  if (data?.wanted === true && key !== "") channel.postMessage({ key });
});
