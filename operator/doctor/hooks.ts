import { StatedError } from "../../lambda/runtime/errors.ts";
import { Problem } from "../../lib/program/problem.ts";
import { armIt, type HooksOf, hooksIn, knownHooks, makeIt, type NeededHook } from "../crms/hooks.ts";
import { neededCrms } from "../secrets/needed-crms.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";

/** Whether the CRMs still tell the sources of their records, where they show by what. */
export async function checkHooks(stage: Stage, hooksOf: HooksOf = knownHooks): Promise<readonly Finding[]> {
  return (await Promise.all(neededCrms(stage).map((name) => checkCrm(stage, name, hooksOf)))).flat();
}

async function checkCrm(stage: Stage, name: string, hooksOf: HooksOf): Promise<readonly Finding[]> {
  try {
    const hooks = (await hooksIn(stage, name, hooksOf)) ?? [];
    const sources = [...new Set(hooks.map(({ source }) => source))];
    return sources.flatMap((source) =>
      judged(
        { name, connector: stage.bridge.crm(name)?.connector ?? name },
        source,
        hooks.filter((hook) => hook.source === source),
      ),
    );
  } catch (error) {
    // Why it cannot be asked is a finding of its own; that it hides these alone is not.
    if (error instanceof Problem || error instanceof StatedError) return [skipped("hooks", name, error.message)];
    throw error;
  }
}

function judged(
  { name, connector }: { readonly name: string; readonly connector: string },
  source: string,
  hooks: readonly NeededHook[],
): Finding[] {
  const those = (status: NeededHook["status"]) => hooks.filter((hook) => hook.status === status);
  const eventsOf = (some: readonly NeededHook[]) => some.map(({ event }) => event).join(", ");
  const remedyFor = (some: readonly NeededHook[]) =>
    some.every(({ canArm }) => canArm) ? armIt(name) : makeIt(name, connector);
  const [stopped, elsewhere, missing] = [those("stopped"), those("other key"), those("missing")];
  const found = [
    ...(stopped.length > 0
      ? [fault("hooks", source, `${name} has stopped telling it of ${eventsOf(stopped)}: nothing comes.`, armIt(name))]
      : []),
    ...(elsewhere.length > 0
      ? [
          fault(
            "hooks",
            source,
            `${name} tells it of ${eventsOf(elsewhere)} with a key that it does not take: nothing gets in.`,
            remedyFor(elsewhere),
          ),
        ]
      : []),
    ...(missing.length > 0
      ? [
          warning(
            "hooks",
            source,
            `${name} does not tell it of ${eventsOf(missing)}: no subscription is there.`,
            remedyFor(missing),
          ),
        ]
      : []),
  ];
  return found.length > 0 ? found : [ok("hooks", source, `${name} tells it of ${eventsOf(those("sends"))}.`)];
}
