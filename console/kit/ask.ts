import { signal } from "@preact/signals";
import type * as z from "zod";
import type { Routes } from "../../operator/console/routes.ts";
import { isAway } from "./presence.ts";
import { endSession, sessionKey } from "./session.ts";

/** Asks the console's server for something by its name, or has it done. */

export type RouteName = keyof Routes;
type RouteOf<Name extends RouteName> = Routes[Name];
/** What a route takes. */
export type Input<Name extends RouteName> = z.input<RouteOf<Name>["input"]>;
/** What a route gives. */
export type Answer<Name extends RouteName> = Awaited<ReturnType<RouteOf<Name>["run"]>>;

/** Words for the operator: what is wrong, and what to do next. */
class AskProblem extends Error {
  override readonly name = "AskProblem";
}

/** Whether names and whole numbers are shown. Asked for with `s`; never kept. */
export const personal = signal(false);

export interface Hearing {
  readonly progress?: (text: string) => void;
  readonly note?: (text: string) => void;
  readonly part?: (value: unknown) => void;
  /** How many read units of the table the answer took. */
  readonly cost?: (units: number) => void;
  readonly signal?: AbortSignal;
}

/** @throws AskProblem when the bridge, AWS or the console says no */
export async function ask<Name extends RouteName>(
  name: Name,
  input: Input<Name>,
  hearing: Hearing = {},
): Promise<Answer<Name>> {
  const response = await fetch(`/console/api/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${sessionKey()}`,
      ...(isAway() && { "x-operator": "away" }),
    },
    body: JSON.stringify({ input, personal: personal.value }),
    ...(hearing.signal && { signal: hearing.signal }),
  }).catch((error: unknown) => {
    if (hearing.signal?.aborted) throw error;
    throw new AskProblem("The console does not answer. It has ended, perhaps because nobody looked: open it again.");
  });
  if (!response.ok) {
    const { problem } = await response.json().catch(() => ({ problem: `The console answered ${response.status}.` }));
    if (response.status === 401) endSession(problem);
    throw new AskProblem(problem);
  }
  for await (const line of linesOf(response)) {
    const said = JSON.parse(line);
    if ("answer" in said) {
      hearing.cost?.(said.read_units ?? 0);
      return said.answer;
    }
    if ("problem" in said) throw new AskProblem(said.problem);
    if ("progress" in said) hearing.progress?.(said.progress);
    if ("note" in said) hearing.note?.(said.note);
    if ("part" in said) hearing.part?.(said.part);
  }
  throw new AskProblem("The console broke off its answer: try again.");
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value = "" } = (await reader?.read()) ?? { done: true };
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
    if (done) return;
  }
}
