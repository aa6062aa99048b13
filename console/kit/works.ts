import { effect, signal } from "@preact/signals";
import { type Answer, ask } from "./ask.ts";
import { session } from "./session.ts";

/** What was begun in this console and goes on at its server, whatever page is open. */

export type Work = Answer<"works">["works"][number];

export const works = signal<readonly Work[]>([]);

const slot = "callingly-bridge works seen";
/** Those whose end was read, and which are shown no more. */
export const seen = signal<ReadonlySet<string>>(new Set(JSON.parse(sessionStorage.getItem(slot) ?? "[]")));

export function putAway(id: string): void {
  // The server keeps twenty; more need not be known.
  seen.value = new Set([...seen.value, id].slice(-40));
  sessionStorage.setItem(slot, JSON.stringify([...seen.value]));
}

export const isOver = ({ state }: Work): boolean => state !== "runs" && state !== "stopping";

/** What a dialog shows, as long as it is open: it need not stand on top of the page as well. */
export const inDialog = signal<string | undefined>(undefined);

/** Something that a dialog has begun, and shows. @returns its id */
export async function shownHere(work: string): Promise<string> {
  inDialog.value = work;
  await lookAtWorks();
  return work;
}

const often = 700;
/** Another tab may begin something. The answer comes from the server's memory, and costs no read unit. */
const seldom = 10_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Looks at once, and from then on as often as there is something to see. */
async function lookAtWorks(): Promise<void> {
  clearTimeout(timer);
  if (session.value !== "open") return;
  if (document.visibilityState === "visible") {
    try {
      works.value = (await ask("works", {})).works;
    } catch {
      // Whatever page is open says that the console does not answer.
    }
  }
  clearTimeout(timer);
  timer = setTimeout(lookAtWorks, works.value.every(isOver) ? seldom : often);
}

effect(() => {
  if (session.value === "open") void lookAtWorks();
});
document.addEventListener("visibilitychange", () => void lookAtWorks());

export async function stopWork(id: string): Promise<void> {
  await ask("works/stop", { id });
  await lookAtWorks();
}
