import * as z from "zod";
import { type BridgeConfigInput, defineConfig } from "../../../lambda/config/schema.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { outcomeSettings, settingsOf } from "../../crms/by-outcome.ts";
import { diffOf } from "../../edit-config/diff.ts";
import { literal } from "../../words/literal.ts";
import { reads } from "../route.ts";

/** Other settings of a CRM, to see what they come to. Nothing is written: the lines are put into bridge.config.ts by hand. */

const TriedSchema = z.object({
  crm: z.string().min(1).max(100),
  /** All settings of the CRM, as JSON. */
  settings: z.string().max(20_000),
});

/** The settings as the bridge itself would read them, with what is set after each outcome, and the lines that differ. */
export const triedSettings = reads(TriedSchema, async ({ crm, settings }, { stage: { config } }) => {
  const own = Object.hasOwn(config.crms, crm) ? config.crms[crm] : undefined;
  if (!own) throw new Problem(`The configuration has no CRM "${crm}".`);
  const wished = objectIn(settings);
  // Refused in the words in which a deployment would refuse it.
  const next = defineConfig({
    ...config,
    crms: { ...config.crms, [crm]: { ...own, settings: wished } },
  } as BridgeConfigInput);
  const lines = (all: object) => [...Object.entries(all)].map(([name, value]) => `  ${name}: ${literal(value)},`);
  const text = (all: object) => [`crms.${crm}.settings: {`, ...lines(all), "}"].join("\n");
  const [before, after] = [text(own.settings ?? {}), text(wished)];
  return {
    by_outcome: outcomeSettings(settingsOf({ config: next }, crm)),
    /** Null where nothing differs. */
    diff: before === after ? null : diffOf("bridge.config.ts", before, after),
    for_config: `settings: ${literal(wished)}`,
  };
});

function objectIn(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new Problem("settings: write one JSON object.");
  }
}
