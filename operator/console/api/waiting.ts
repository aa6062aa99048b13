import * as z from "zod";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { remedies } from "../../../lambda/lead/remedies.ts";
import { withMoment } from "../../leads/asked-time.ts";
import { planCancel } from "../../leads/cancel-all.ts";
import { decideAll } from "../../leads/decide-all.ts";
import { filterOf } from "../../leads/filter.ts";
import { peopleIn, peopleOf } from "../../leads/people.ts";
import { planRelease } from "../../leads/release-all.ts";
import type { WhenRung } from "../../leads/when-rung.ts";
import { outlookOf } from "../../replay/outlook.ts";
import { carryOutReplay, planReplay } from "../../replay/replay.ts";
import { overviewOf } from "../../replay/work.ts";
import { leadRow } from "../../shapes/lead.ts";
import { waitingForJson } from "../../shapes/waiting-for.ts";
import type { Stage } from "../../stage/stage.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { asks, type Context, reads, rings } from "../route.ts";
import { watching } from "../watching.ts";
import type { Outcome, Telling } from "../works.ts";
import { FilterSchema, given } from "./filter.ts";

/** What waits, by reason, and what an operator does with all that a filter matches. */

/** How much waits for which reason: `bridge replay` without a reason. */
export const waiting = reads(FilterSchema.omit({ state: true, reason: true }), async (options, context) => {
  const { stage, note } = context;
  const { reasons, left } = await overviewOf(stage, filterOf(given(options), stage), watching(context));
  if (left > 0)
    note(`${left} more were not looked into: the index does not show all that this filter asks for. Narrow it down.`);
  return { reasons: reasons.map((each) => ({ ...waitingForJson(each), remedies: remedies[each.reason] })) };
});

const ActSchema = FilterSchema.omit({ state: true }).extend({
  act: z.enum(["release", "cancel", "replay"]),
  reason: z.array(z.string()).min(1),
  limit: z.number().int().min(1).max(5_000).default(500),
});
type Act = z.output<typeof ActSchema>;

const SHOWN = 10;

/** Whom an act on all of a filter would call, what it would end, and what stays as it is and why. Changes nothing. */
export const planned = asks(ActSchema, async (act, context) => {
  const { stage, personal } = context;
  const { leads, rung, results, beside, asks, left } = await planOf(act, context);
  // An end calls nobody: it shows whom it ends.
  const shown = act.act === "cancel" ? leads : rung.now;
  const seen = leads.map(({ id }) => id);
  const isAnything = seen.length + results + beside > 0 || asks;
  return {
    shown: {
      count: leads.length,
      leads: shown.slice(0, SHOWN).map((lead) => leadRow(withMoment(lead, stage), { personal })),
      more: Math.max(0, shown.length - SHOWN),
      people: peopleIn(rung.now),
      people_words: peopleOf(rung.now),
      /** Who rings by themselves at a moment to come, as they asked for a time or their hours are closed. */
      later: rung.later
        .slice(0, SHOWN)
        .map(({ lead, at, reason }) => ({ lead: leadRow(lead, { personal }), at: at.toISOString(), reason })),
      later_more: Math.max(0, rung.later.length - SHOWN),
      later_people: peopleIn(rung.later.map(({ lead }) => lead)),
      results,
      beside,
      /** Callingly is asked first whether the cause is fixed. */
      asks,
      left,
      stand_in: standInWords(stage) || null,
    },
    /** Nobody else is called than those whom the operator was shown. */
    agreed: isAnything ? { act, seen } : undefined,
  };
});

interface Plan {
  readonly leads: readonly Lead[];
  readonly rung: WhenRung;
  readonly results: number;
  readonly beside: number;
  readonly asks: boolean;
  readonly left: readonly string[];
}

async function planOf(
  { act, limit, ...options }: Act,
  context: Pick<Context, "stage" | "progress" | "note">,
): Promise<Plan> {
  const { stage } = context;
  const bounds = { limit, watcher: watching(context) };
  if (act !== "replay") {
    const plan = await (act === "release" ? planRelease : planCancel)(given(options), bounds, stage);
    return { ...plan, results: 0, beside: 0, asks: false };
  }
  const plan = await planReplay(filterOf(given(options), stage), { ...bounds, isTrial: true }, stage);
  const { leads, rung, calls, stuck, asked } = plan;
  return {
    leads,
    rung,
    results: calls.length,
    beside: stuck.length,
    asks: asked.length > 0,
    left: outlookOf(plan),
  };
}

const titles = { release: "Release", cancel: "End", replay: "Try again" } as const;

/**
 * Carries it out for those whom the operator saw: `bridge leads release`, `cancel`, `replay`, each with `--reason`. It
 * goes on when the page has gone.
 */
export const carriedOut = rings(planned, async ({ act, seen }, { stage, operator: by, works }) => {
  const title = `${titles[act.act]}: ${act.reason.join(", ")}`;
  const run = (telling: Telling) =>
    act.act === "replay"
      ? replayed(act, seen, { ...telling, by }, stage)
      : decided(act, seen, { ...telling, by }, stage);
  return { work: works.begin({ title, of: seen.length, canStop: true, run }) };
});

interface Doing extends Telling {
  readonly by: string;
}

async function decided(act: Act, seen: readonly string[], doing: Doing, stage: Stage): Promise<Outcome> {
  const plan = await planOf(act, { stage, ...unheard });
  const leads = among(plan.leads, seen);
  const kind = act.act === "cancel" ? "cancel" : "release";
  const { done, refused } = await decideAll(leads, { kind }, doing, stage);
  return {
    act: kind,
    done: done.length,
    ...peopleOfDone(plan.rung, new Set(done)),
    refused,
    moved_on: seen.length - leads.length,
    not_begun: leads.length - done.length - refused.length,
    results: 0,
    beside: 0,
    left: plan.left,
  };
}

async function replayed(
  { limit, act: _, ...options }: Act,
  seen: readonly string[],
  { by, progress, signal }: Doing,
  stage: Stage,
): Promise<Outcome> {
  const plan = await planReplay(filterOf(given(options), stage), { limit, isTrial: false }, stage);
  const leads = among(plan.leads, seen);
  const { hurried, retried, freed } = await carryOutReplay({ ...plan, leads }, { by, progress, signal }, stage);
  return {
    act: "replay",
    done: hurried.length,
    ...peopleOfDone(plan.rung, new Set(hurried)),
    refused: [],
    moved_on: seen.length - leads.length,
    not_begun: leads.length - hurried.length,
    results: retried.length,
    beside: freed,
    left: outlookOf(plan),
  };
}

/** How many people are called now, and at a moment to come. */
const peopleOfDone = ({ now, later }: WhenRung, done: ReadonlySet<string>) => ({
  people: peopleIn(now.filter(({ id }) => done.has(id))),
  later: peopleIn(later.flatMap(({ lead }) => (done.has(lead.id) ? [lead] : []))),
});

/** Whoever looks sees how many leads are through, and that is enough. */
const unheard = { progress: () => undefined, note: () => undefined };

/** What came to match since the operator looked is not meant. */
function among(leads: readonly Lead[], seen: readonly string[]): Lead[] {
  const ids = new Set(seen);
  return leads.filter(({ id }) => ids.has(id));
}
