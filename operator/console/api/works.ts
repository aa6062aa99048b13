import * as z from "zod";
import { Problem } from "../../../lib/program/problem.ts";
import { changes, reads } from "../route.ts";

/** What an operator has begun here and what is not over, and what came of the last that are. */

export const works = reads(z.object({}), async (_, { works }) => ({ works: works.all() }));

/** The lead at hand is finished, and no other is begun. */
export const stopWork = changes(z.object({ id: z.string().max(100) }), async ({ id }, { works }) => {
  if (!works.stop(id)) throw new Problem("It is over already, or cannot be stopped.");
  return { stopping: true };
});
