import * as z from "zod";
import { Problem } from "../../../lib/program/problem.ts";
import { asTyped } from "../../../lib/program/typed.ts";
import { chosenScope, pauseCalls } from "../../gates/pause.ts";
import { type Scope, scopeOn, scopeWords } from "../../gates/pauses.ts";
import { carryOutResume, outlookOf, planResume } from "../../gates/resume.ts";
import { peopleIn, peopleOf } from "../../leads/people.ts";
import { gateJson } from "../../shapes/gate.ts";
import { keptBack } from "../../shapes/kept-back.ts";
import { leadRow } from "../../shapes/lead.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { asks, changes, reads, rings } from "../route.ts";
import { watching } from "../watching.ts";
import type { Outcome, Telling } from "../works.ts";
import { given } from "./filter.ts";

/** What keeps calls or results back as a whole: gates, pauses of an operator, and what the configuration says. */

/** `bridge gates`. */
export const gates = reads(z.object({}), async (_, { stage, console: { typed } }) => {
  const kept = await keptBack(stage);
  const switches = kept.switches.map(({ remedy, ...one }) => ({
    ...one,
    remedy: remedy === null ? null : asTyped(remedy, typed),
  }));
  return { ...kept, switches };
});

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
export const askResume = asks(ScopeSchema, async (scope, context) => {
  const { stage, personal } = context;
  const chosen = chosenScope(given(scope), stage.config);
  const askedAt = stage.now();
  const plan = await planResume(chosen, watching(context), stage);
  const { pause, callable } = plan;
  return {
    shown: {
      refused: pause ? null : nobodyPaused(chosen),
      people: peopleIn(callable),
      people_words: peopleOf(callable),
      leads: callable.slice(0, SHOWN).map((lead) => leadRow(lead, { personal })),
      more: Math.max(0, callable.length - SHOWN),
      left: outlookOf(plan),
      stand_in: standInWords(stage) || null,
    },
    agreed: pause && { chosen, askedAt, seen: callable.map(({ id }) => id) },
  };
});

/**
 * `bridge resume`. With the pause goes what keeps all of them back, so it is refused where it would call others than the
 * operator was shown. Who came since is called as anybody who comes.
 */
export const resume = rings(
  askResume,
  async ({ chosen, askedAt, seen }, { stage, operator: by, works, ...context }) => {
    const plan = await planResume(chosen, watching(context), stage);
    const { pause, callable } = plan;
    if (!pause) throw new Problem(nobodyPaused(chosen));
    const known = new Set(seen);
    const others = callable.filter(
      ({ id, receivedAt }) => !known.has(id) && Date.parse(receivedAt) < askedAt.getTime(),
    );
    if (others.length > 0)
      throw new Problem(`${peopleOf(others)} called beside those whom you were shown: nothing was done. Look again.`);
    const run = async ({ progress }: Telling): Promise<Outcome> => {
      await carryOutResume(pause, callable, { by, progress }, stage);
      return {
        act: "resume",
        done: callable.length,
        people: peopleIn(callable),
        later: 0,
        refused: [],
        moved_on: 0,
        not_begun: 0,
        results: 0,
        beside: 0,
        left: outlookOf(plan),
      };
    };
    const title = `Resume ${scopeWords(scopeOn(chosen))}`;
    return { work: works.begin({ title, of: callable.length, canStop: false, run }) };
  },
);

const nobodyPaused = (scope: Scope): string => `Nobody has paused ${scopeWords(scopeOn(scope))} (any more).`;
