import { counted } from "../../kit/words.ts";
import type { Work } from "../../kit/works.ts";
import { Left } from "../waiting/whom.tsx";

type Outcome = NonNullable<Work["outcome"]>;

/** What came of an act on many leads, in words. */
export const OutcomeWords = ({ outcome }: { readonly outcome: Outcome }) => (
  <div class="outcome">
    <p>{wordsOf(outcome)}</p>
    {outcome.refused.length > 0 && (
      <ul class="left">
        {outcome.refused.slice(0, 20).map(({ lead_id, why }) => (
          <li key={lead_id}>{why}</li>
        ))}
      </ul>
    )}
    <Left left={outcome.left} />
  </div>
);

function wordsOf({ act, done, people, later, refused, moved_on, not_begun, results, beside }: Outcome): string {
  const words = [
    act === "cancel" && `${counted(done, "lead")} ended.`,
    act === "resume" && "Resumed.",
    act === "resume" && people === 0 && "Nobody waited who can be called now.",
    act !== "cancel" &&
      (people > 0 || (act !== "resume" && later === 0)) &&
      `${counted(people, "person is", "people are")} called from now on, at the usual pace.`,
    later > 0 && `${counted(later, "person is", "people are")} called later, when their time has come.`,
    results > 0 && `${counted(results, "result is", "results are")} tried again now.`,
    beside > 0 && `${counted(beside, "item is", "items are")} looked after at the next tick.`,
    moved_on > 0 && `${counted(moved_on, "lead")} of those you saw moved on meanwhile, or stay held.`,
    not_begun > 0 && `${counted(not_begun, "lead")} left as they were, as you stopped it.`,
    refused.length > 0 && `${counted(refused.length, "lead")} refused it:`,
  ];
  return words.filter(Boolean).join(" ");
}
