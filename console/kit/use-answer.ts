import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Answer, ask, type Input, personal, type RouteName } from "./ask.ts";
import { isAway, onReturn } from "./presence.ts";

/** What a page knows of what it asked for. */
export interface Known<T> {
  /** The last answer; kept while it is asked again, and when that fails. */
  readonly answer: T | undefined;
  /** Since when it is as shown. */
  readonly at: Date | undefined;
  readonly problem: string | undefined;
  /** How far long work is. */
  readonly progress: string | undefined;
  readonly notes: readonly string[];
  readonly isAsking: boolean;
  readonly again: () => void;
  /** It is asked again by itself. */
  readonly isFollowed: boolean;
}

export interface Refresh {
  /** Asks again after so long, in milliseconds, while the page is shown. */
  readonly every?: number;
}

/** What a page may take of the table while nobody sits before it, in milliseconds for each read unit: fifteen a minute. */
const msForAUnit = 4_000;

/** Asks for something, and again whenever the input changes. A hidden tab asks for nothing. */
export function useAnswer<Name extends RouteName>(
  name: Name,
  input: Input<Name> | undefined,
  { every }: Refresh = {},
): Known<Answer<Name>> {
  const [state, setState] = useState<Omit<Known<Answer<Name>>, "again" | "isFollowed">>(nothingYet);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const text = JSON.stringify(input);
  const isShown = personal.value;
  const last = useRef(text);
  const look = useRef({ at: 0, units: 0 });

  useEffect(() => {
    if (input === undefined) return;
    const gone = new AbortController();
    // What another input gave is not shown for this one.
    if (last.current !== text) setState(nothingYet);
    last.current = text;
    setState((before) => ({ ...before, isAsking: true, progress: undefined }));
    // Those of the last answer stay until there is another, so that nothing jumps.
    const notes: string[] = [];
    look.current.at = Date.now();
    const hearing = {
      signal: gone.signal,
      progress: (progress: string) => setState((before) => ({ ...before, progress })),
      note: (note: string) => void notes.push(note),
      cost: (units: number) => {
        look.current.units = units;
      },
    };
    ask(name, input, hearing).then(
      (answer) =>
        setState((before) => ({
          ...before,
          answer,
          notes,
          at: new Date(),
          problem: undefined,
          progress: undefined,
          isAsking: false,
        })),
      (error: Error) => {
        if (!gone.signal.aborted)
          setState((before) => ({ ...before, problem: error.message, progress: undefined, isAsking: false }));
      },
    );
    return () => gone.abort();
  }, [name, text, round, isShown]);

  useEffect(() => {
    if (every === undefined) return;
    const isShown = () => document.visibilityState === "visible";
    // What is dear is looked at less often while nobody sits here; who comes back sees it as it is.
    const isDue = () => !isAway() || Date.now() - look.current.at >= look.current.units * msForAUnit;
    const timer = setInterval(() => isShown() && isDue() && again(), every);
    const turn = () => isShown() && again();
    document.addEventListener("visibilitychange", turn);
    const stop = onReturn(() => Date.now() - look.current.at >= every && turn());
    return () => {
      clearInterval(timer);
      stop();
      document.removeEventListener("visibilitychange", turn);
    };
  }, [every, again]);

  return { ...state, again, isFollowed: every !== undefined };
}

const nothingYet = {
  answer: undefined,
  at: undefined,
  problem: undefined,
  progress: undefined,
  notes: [],
  isAsking: false,
} as const;
