import { SourceKeysSchema } from "../../lambda/runtime/secret-shapes.ts";
import { SINCE } from "../secrets/entries.ts";
import type { Stage } from "../stage/stage.ts";

/** The vendor's signing secret of a source, as the bridge holds it; undefined where it holds none. */
export async function storedSecrets(
  { secrets }: Pick<Stage, "secrets">,
  source: string,
): Promise<Record<string, string> | undefined> {
  const { sources } = SourceKeysSchema.parse(await secrets.read("source-keys"));
  const { key: _key, previous_key: _previous, [SINCE]: _since, ...given } = sources?.[source] ?? {};
  return Object.keys(given).length > 0 ? given : undefined;
}
