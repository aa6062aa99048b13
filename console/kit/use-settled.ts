import { useEffect, useState } from "preact/hooks";

const settleMs = 400;

/** A text once nobody types it any more: half a number is none. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
