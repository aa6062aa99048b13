import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "../../kit/ask.ts";
import { isReadOnly } from "../../kit/bridge.ts";
import type { Filter } from "../../kit/filter.tsx";
import { Worded } from "../../kit/parts.tsx";
import { counted } from "../../kit/words.ts";
import { type Act, ManyDialog } from "./many.tsx";

/** How much waits for one reason. */
export type ForReason = Answer<"waiting">["reasons"][number];

/** A reason's words say what is the matter, and often what to do about it. */
export function halves(words: string): readonly [what: string, then: string] {
  const [what = "", ...then] = words.split("; ");
  const rest = then.join("; ");
  return [what, rest && `${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`];
}

/** What is the matter, as a link to all that it holds, and below it what to do, with whatever else is to be said. */
export function ReasonWords({
  words,
  href,
  children,
}: {
  readonly words: string;
  readonly href: string;
  readonly children?: ComponentChildren;
}) {
  const [what, then] = halves(words);
  return (
    <div class="why">
      <a href={href}>
        <Worded text={what} />
      </a>
      {then && (
        <p class="quiet">
          <Worded text={then} />
        </p>
      )}
      {children}
    </div>
  );
}

export const countWords = ({ leads, for_a_person, results, beside }: ForReason): string =>
  [
    leads + for_a_person > 0 && counted(leads + for_a_person, "lead"),
    results > 0 && counted(results, "result"),
    beside > 0 && counted(beside, "item"),
  ]
    .filter(Boolean)
    .join(", ");

/** What ends the wait, as buttons; where it is ended elsewhere, the way there. */
export function Remedies({
  group,
  filter,
  again,
  isSmall = false,
}: {
  readonly group: ForReason;
  readonly filter: Filter;
  readonly again: () => void;
  readonly isSmall?: boolean;
}) {
  const [act, setAct] = useState<Act>();
  const { reason, remedies, leads, for_a_person } = group;
  const size = isSmall ? "small" : "";
  const mayAct = !isReadOnly.value;
  const hasLeads = leads + for_a_person > 0;
  const isDecidedOneByOne = remedies.includes("review");
  return (
    <div class="actions">
      {mayAct && hasLeads && remedies.includes("release") && (
        <button type="button" class={size} onClick={() => setAct("release")}>
          Release …
        </button>
      )}
      {mayAct && remedies.includes("replay") && (
        <button type="button" class={size} onClick={() => setAct("replay")}>
          Try again …
        </button>
      )}
      {isDecidedOneByOne && (
        <a class={`button ${size}`} href={`/console/review?reason=${reason}`}>
          Review
        </a>
      )}
      {remedies.includes("resume") && (
        <a class={`button ${size}`} href="/console/gates">
          Resume
        </a>
      )}
      {group.results > 0 && (
        <a class={`button ${size}`} href={`/console/results?reason=${reason}`}>
          Results
        </a>
      )}
      {mayAct && hasLeads && !isDecidedOneByOne && (
        <button type="button" class={`quietly ${size}`} onClick={() => setAct("cancel")}>
          End …
        </button>
      )}
      {act && (
        <ManyDialog
          act={act}
          filter={{ ...filter, reason }}
          onClose={() => {
            setAct(undefined);
            again();
          }}
        />
      )}
    </div>
  );
}
