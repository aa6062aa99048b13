import * as z from "zod";
import type { Call } from "../../../lambda/lead/call/call.ts";
import { sideBySide } from "../../../lambda/runtime/side-by-side.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { callsNamed, parkedCalls } from "../../results/chosen-results.ts";
import { carryOutDrop, lackingIt, planDrop } from "../../results/drop-result.ts";
import { listResults } from "../../results/list-results.ts";
import { retryResults } from "../../results/retry.ts";
import { callRow } from "../../shapes/call.ts";
import type { Stage } from "../../stage/stage.ts";
import { changes, reads } from "../route.ts";
import { watching } from "../watching.ts";
import { FilterSchema, given } from "./filter.ts";

/** Results of calls that are not in the CRM yet: `bridge results`. */

const SHOWN = 200;

/** Those of which the CRM has nothing; one that only waits for its recording is not among them. */
const notWritten = ["hinted", "verified", "parked"];

/** `bridge results list`, with who lacks each result. */
export const results = reads(
  FilterSchema.pick({ state: true, reason: true, account: true }),
  async (options, context) => {
    const { stage, personal } = context;
    const filter = given({ ...options, state: options.state ?? notWritten });
    const { items, left } = await listResults(filter, { limit: SHOWN, watcher: watching(context) }, stage);
    const lacking = await sideBySide(items, (call) => lackingIt(call, stage));
    return {
      results: items.map((call, at) => {
        const { remark, ...row } = callRow(call);
        // An agent's own words about a person.
        return {
          ...row,
          remark: personal ? remark : null,
          lacks: lacking[at] ?? [],
          is_parked: call.state === "parked",
          is_read: call.result !== undefined,
        };
      }),
      left,
    };
  },
);

const NamedSchema = z.object({ call_id: z.string().min(1).max(60), account: z.string().min(1).max(100) });

/** The one call that a page names. @throws Problem when there is none */
async function named({ call_id, account }: z.output<typeof NamedSchema>, stage: Stage): Promise<Call> {
  const call = (await callsNamed(call_id, stage)).find((each) => each.account === account);
  if (call) return call;
  throw new Problem(`The account ${account} has no call ${call_id}.`);
}

/** `bridge results retry CALL`: to name the call is to say that a CRM that cannot be asked has not got it. */
export const retryOne = changes(NamedSchema, async (input, { stage }) => {
  const { refused } = await retryResults([await named(input, stage)], true, stage);
  const [why] = refused;
  if (why !== undefined) throw new Problem(why);
  return { retried: 1 };
});

/** `bridge results retry --all`, or `--crm`. */
export const retryParked = changes(z.object({ crm: z.string().max(100).optional() }), async ({ crm }, context) => {
  const { stage } = context;
  const { done, refused } = await retryResults(await parkedCalls(crm, stage, watching(context)), false, stage);
  return { retried: done.length, refused };
});

/** Whom it concerns when a result is given up. Changes nothing. */
export const askDrop = reads(NamedSchema, async (input, { stage }) => {
  const { calls, whom } = await planDrop([await named(input, stage)], stage);
  return { refused: calls.length > 0 ? null : notParked(input.call_id), whom };
});

/** `bridge results drop CALL`. */
export const drop = changes(NamedSchema, async (input, { stage }) => {
  const plan = await planDrop([await named(input, stage)], stage);
  if (plan.calls.length === 0) throw new Problem(notParked(input.call_id));
  const done = await carryOutDrop(plan, stage);
  if (done.length === 0) throw new Problem(`Call ${input.call_id} has moved on meanwhile; look at it again.`);
  return { whom: plan.whom };
});

const notParked = (callId: string): string =>
  `Call ${callId} is not parked (any more): only parked results are given up.`;
