import * as z from "zod";
import { Problem } from "../../../lib/program/problem.ts";
import { keptBack } from "../../gates/kept-back.ts";
import { chosenScope, pauseCalls } from "../../gates/pause.ts";
import { scopeOn, scopeWords } from "../../gates/pauses.ts";
import { carryOutResume, outlookOf, planResume } from "../../gates/resume.ts";
import { peopleIn, peopleOf } from "../../leads/people.ts";
import { gateJson } from "../../shapes/gate.ts";
import { leadRow } from "../../shapes/lead.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { changes, reads } from "../route.ts";
import { watching } from "../watching.ts";
import { given } from "./filter.ts";

/** What keeps calls or results back as a whole: gates, pauses of an operator, and what the configuration says. */

/** `bridge gates`. */
export const gates = reads(z.object({}), (_, { stage }) => keptBack(stage));

const ScopeSchema = z.object({
  account: z.string().max(100).optional(),
  source: z.string().max(100).optional(),
  region: z.string().max(10).optional(),
});

/** `bridge pause`. It answers when no dial begins any more that has not seen it. */
export const pause = changes(
  ScopeSchema.extend({ reason: z.string().max(300).optional() }),
  async ({ reason, ...scope }, { stage, operator, progress }) => {
    const chosen = chosenScope(given(scope), stage.config);
    progress("Paused. Waiting until every worker knows it …");
    const { changed, pause: gate } = await pauseCalls(chosen, reason?.trim() || undefined, operator, stage);
    return { changed, gate: gateJson(gate, stage.now()) };
  },
);

const SHOWN = 10;

/** Whom the end of a pause calls, and what stays as it is and why. Changes nothing. */
export const askResume = reads(ScopeSchema, async (scope, context) => {
  const { stage, personal } = context;
  const chosen = chosenScope(given(scope), stage.config);
  const plan = await planResume(chosen, watching(context), stage);
  const { pause, callable } = plan;
  return {
    refused: pause ? null : `Nobody has paused ${scopeWords(scopeOn(chosen))} (any more).`,
    people: peopleIn(callable),
    people_words: peopleOf(callable),
    leads: callable.slice(0, SHOWN).map((lead) => leadRow(lead, { personal })),
    more: Math.max(0, callable.length - SHOWN),
    left: outlookOf(plan),
    stand_in: standInWords(stage) || null,
  };
});

/** `bridge resume`. */
export const resume = changes(ScopeSchema, async (scope, context) => {
  const { stage, operator: by, part } = context;
  const chosen = chosenScope(given(scope), stage.config);
  const plan = await planResume(chosen, watching(context), stage);
  const { pause, callable } = plan;
  if (!pause) throw new Problem(`Nobody has paused ${scopeWords(scopeOn(chosen))} (any more).`);
  const progress = (done: number) => part({ done, of: callable.length });
  await carryOutResume(pause, callable, { by, progress }, stage);
  return { people: peopleIn(callable), left: outlookOf(plan) };
});
