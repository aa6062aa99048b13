import { useState } from "preact/hooks";
import { Dialog } from "./dialog.tsx";
import { type Act, useAct } from "./use-act.ts";

interface Question {
  /** Null where nobody is really called. */
  readonly question: string | null;
  /** Null where there is nothing to do. */
  readonly proof: string | null;
}

/**
 * Something that may ring a person: where it does, the question is put first, and the act takes the proof of it.
 * @param ask puts the question to the server
 * @param act does what was asked about
 */
export function useAskedFirst(
  ask: () => Promise<Question>,
  act: (proof: string) => Promise<void>,
): Omit<Act, "act"> & {
  readonly begin: () => Promise<boolean>;
  /** What stands in the dialog; undefined while none is open. */
  readonly asked: string | undefined;
  readonly agree: () => Promise<boolean>;
  readonly leave: () => void;
} {
  const [asked, setAsked] = useState<{ readonly question: string; readonly proof: string }>();
  const doing = useAct();
  const leave = () => setAsked(undefined);
  const begin = () =>
    doing.act(async () => {
      const { question, proof } = await ask();
      if (proof === null) return;
      if (question === null) await act(proof);
      else setAsked({ question, proof });
    });
  const agree = () =>
    doing.act(async () => {
      leave();
      if (asked) await act(asked.proof);
    });
  return { isBusy: doing.isBusy, problem: doing.problem, begin, asked: asked?.question, agree, leave };
}

/** The question before a lead is sent that rings somebody; the button names the number. */
export const RingsPeople = ({
  question,
  phone,
  agree,
  leave,
}: {
  readonly question: string;
  readonly phone: string;
  readonly agree: () => void;
  readonly leave: () => void;
}) => (
  <Dialog
    title="This rings people"
    onClose={leave}
    actions={
      <button type="button" class="danger" onClick={agree}>
        Send it: have {phone} rung
      </button>
    }
  >
    <p>{question}</p>
  </Dialog>
);
