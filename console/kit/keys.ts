import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** Keys that do something on a page. Whoever speaks to their computer, or types by accident, switches them off. */

const slot = "callingly-bridge keys off";
export const keysAreOn = signal(localStorage.getItem(slot) === null);

export function switchKeys(): void {
  keysAreOn.value = !keysAreOn.value;
  if (keysAreOn.value) localStorage.removeItem(slot);
  else localStorage.setItem(slot, "1");
}

/** The keys of a page come before those of the whole console, which go by `defaultPrevented`. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  current.current = keys;
  const isOn = keysAreOn.value;
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, repeat, target } = event;
      const act = current.current[key];
      if (!act || ctrlKey || metaKey || altKey || isTyping(target) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      // A key that is held down decides about one thing, not about all that follow.
      if (!repeat) act();
    };
    addEventListener("keydown", hear, { capture: true });
    return () => removeEventListener("keydown", hear, { capture: true });
  }, [isOn]);
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
