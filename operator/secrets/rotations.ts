import { purposesOf } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { objectIn, readOrNothing, SINCE } from "./entries.ts";
import { lastFormerKey } from "./former-key.ts";
import { isMade, type Made } from "./rotate-secret.ts";

/** Which of the secrets that the bridge makes itself are being replaced, and who still comes with an old key. */
export interface RotationState {
  readonly purpose: Made;
  /** Of one source's key alone. */
  readonly source: string | undefined;
  readonly isUnderWay: boolean;
  /** When it began; undefined where nobody noted it. */
  readonly since: string | undefined;
  /** Of source keys: which sender's old key was used last since then. */
  readonly lastUse: { readonly source: string; readonly at: string } | undefined;
}

/** Of each whole secret, and of each source whose own key is being replaced. */
export async function rotations(stage: Stage): Promise<RotationState[]> {
  const whole = purposesOf(stage)
    .filter(isMade)
    .map(async (purpose) => {
      const { previous_seed: old, [SINCE]: since, sources } = await readOrNothing(stage, purpose);
      const state = await stateOf(stage, { purpose, source: undefined, old, since });
      const own = Object.keys(stage.config.sources).map((source) => {
        const { previous_key: old, [SINCE]: since } = objectIn(objectIn(sources)[source]);
        return { purpose, source, old, since };
      });
      const ofSources = own.filter(({ old }) => old !== undefined).map((each) => stateOf(stage, each));
      return [state, ...(await Promise.all(ofSources))];
    });
  return (await Promise.all(whole)).flat();
}

async function stateOf(
  stage: Stage,
  {
    purpose,
    source,
    old,
    since,
  }: { readonly purpose: Made; readonly source: string | undefined; readonly old: unknown; readonly since: unknown },
): Promise<RotationState> {
  const isUnderWay = old !== undefined;
  const began = typeof since === "string" ? since : undefined;
  const sources = source === undefined ? Object.keys(stage.config.sources) : [source];
  const isAsked = isUnderWay && purpose === "source-keys";
  const lastUse = isAsked ? await lastFormerKey(stage, sources, began) : undefined;
  return { purpose, source, isUnderWay, since: began, lastUse };
}
