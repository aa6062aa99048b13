import { useRef, useState } from "preact/hooks";

/** Something that a person has the server do from here. */
export interface Act {
  /** It is under way: nothing is begun beside it. */
  readonly isBusy: boolean;
  /** Why it was not done, in the server's words. */
  readonly problem: string | undefined;
  /** @returns whether it was done */
  readonly act: (work: () => Promise<void>) => Promise<boolean>;
}

export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isUnderWay = useRef(false);
  const act = async (work: () => Promise<void>): Promise<boolean> => {
    // A second press may come before the button is seen to be off.
    if (isUnderWay.current) return false;
    isUnderWay.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem((error as Error).message);
      return false;
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };
  return { isBusy, problem, act };
}
