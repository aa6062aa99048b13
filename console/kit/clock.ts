import { signal } from "@preact/signals";

/** The time by which ages are shown; it moves while somebody looks. */
export const now = signal(new Date());

setInterval(() => {
  if (document.visibilityState === "visible") now.value = new Date();
}, 1_000);
