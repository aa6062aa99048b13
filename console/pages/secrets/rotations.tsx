import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import { type Answer, ask, type Input } from "../../kit/ask.ts";
import { bridge, isReadOnly } from "../../kit/bridge.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem, When } from "../../kit/parts.tsx";
import { Remedy } from "../../kit/remedy.tsx";
import { useAct } from "../../kit/use-act.ts";
import { useAnswer } from "../../kit/use-answer.ts";

/** Keys that the bridge makes itself, and their replacement in two steps: new ones beside the old; then only the new. */

type Rotation = Answer<"secrets">["rotations"][number];
type Wanted = Input<"secrets/rotate">;

export function Rotations({
  rotations,
  again,
}: {
  readonly rotations: readonly Rotation[];
  readonly again: () => void;
}) {
  const [asked, setAsked] = useState<{ readonly step: "begin" | "finish"; readonly wanted: Wanted }>();
  const [purpose] = rotations.map((each) => each.purpose);
  const isFree = rotations.every((each) => !each.under_way);
  return (
    <>
      <ul class="rotations">
        {rotations
          .filter(({ under_way }) => under_way)
          .map((each) => (
            <li key={each.source}>
              <p>
                <span class="chip wait">being replaced</span>{" "}
                {each.source ? `The key of ${each.source}` : "All of them"}
                {each.since && (
                  <>
                    {" "}
                    since <When at={each.since} />
                  </>
                )}
                : the new and the old count.
              </p>
              <p class="quiet">
                {each.old_key_used ? (
                  <>
                    The old key was used <When at={each.old_key_used.at} />, by a sender of {each.old_key_used.source}.
                  </>
                ) : (
                  each.purpose === "source-keys" && "No use of an old key is noted."
                )}
              </p>
              {!isReadOnly.value && (
                <button
                  type="button"
                  onClick={() => setAsked({ step: "finish", wanted: wantedOf(each.purpose, each.source ?? undefined) })}
                >
                  End the old {each.source ? `key of ${each.source}` : "ones"} …
                </button>
              )}
            </li>
          ))}
      </ul>
      {!isReadOnly.value && purpose && (
        <Begin
          purpose={purpose}
          isFree={isFree}
          begin={(source) => setAsked({ step: "begin", wanted: wantedOf(purpose, source) })}
        />
      )}
      {asked && (
        <StepDialog
          {...asked}
          onClose={() => {
            setAsked(undefined);
            again();
          }}
        />
      )}
    </>
  );
}

const wantedOf = (purpose: string, source: string | undefined): Wanted => ({
  purpose,
  ...(source !== undefined && { source }),
});

/** One source's key, where only its address has leaked, or all of them. */
function Begin({
  purpose,
  isFree,
  begin,
}: {
  readonly purpose: string;
  readonly isFree: boolean;
  readonly begin: (source: string | undefined) => void;
}) {
  const [source, setSource] = useState("");
  return (
    <div class="filters">
      {purpose === "source-keys" && (
        <label>
          Whose key
          <select value={source} onChange={({ currentTarget }) => setSource(currentTarget.value)}>
            <option value="">all sources</option>
            {bridge.value?.sources.map((each) => (
              <option key={each.source}>{each.source}</option>
            ))}
          </select>
        </label>
      )}
      <button type="button" disabled={!isFree && source === ""} onClick={() => begin(source || undefined)}>
        Make new ones …
      </button>
    </div>
  );
}

function StepDialog({
  step,
  wanted,
  onClose,
}: {
  readonly step: "begin" | "finish";
  readonly wanted: Wanted;
  readonly onClose: () => void;
}) {
  const { act, isBusy, problem } = useAct();
  const [said, setSaid] = useState<readonly string[]>();
  const question = useAnswer("secrets/finish/ask", step === "finish" ? wanted : undefined);
  const isRefused = question.answer !== undefined && question.answer.refused !== null;

  const carryOut = () =>
    act(async () => {
      if (step === "begin") setSaid((await ask("secrets/rotate", wanted)).steps);
      else setSaid([(await ask("secrets/finish", { ...wanted, anyway: isRefused })).said]);
    });

  const what = wanted.source === undefined ? wanted.purpose : `the key of ${wanted.source}`;
  const command = `bridge secrets rotate ${wanted.purpose}${wanted.source === undefined ? "" : ` --source ${wanted.source}`}`;
  return (
    <Dialog
      title={step === "begin" ? `Make new: ${what}` : `End the old: ${what}`}
      onClose={onClose}
      actions={
        said === undefined && (
          <button
            type="button"
            class={isRefused ? "danger" : "primary"}
            disabled={isBusy || (step === "finish" && question.answer === undefined)}
            onClick={carryOut}
          >
            {step === "begin" ? "Make new ones" : isRefused ? "End the old all the same" : "End the old"}
          </button>
        )
      }
    >
      {said ? (
        <div role="status">
          {said.map((line) => (
            <Remedy key={line} text={line} />
          ))}
        </div>
      ) : step === "begin" ? (
        <p>The old ones count beside the new ones until you end them: nothing is lost meanwhile.</p>
      ) : (
        <Answered known={question} rows={2}>
          {({ question, refused }) => (
            <>
              {refused !== null && <Problem>{refused}</Problem>}
              <p>{question}</p>
              {refused !== null && <p>What still comes with the old one is refused from then on.</p>}
            </>
          )}
        </Answered>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Twin command={step === "begin" ? command : `${command} --finish${isRefused ? " --anyway" : ""}`} />
    </Dialog>
  );
}
