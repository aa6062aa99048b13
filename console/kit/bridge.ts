import { computed, signal } from "@preact/signals";
import { type Answer, ask, personal } from "./ask.ts";

/** Which bridge this console is of. Every page needs it, so it is asked for once, and again with each change. */
export const bridge = signal<Answer<"facts"> | undefined>(undefined);
export const bridgeProblem = signal<string | undefined>(undefined);

export async function learnBridge(): Promise<void> {
  try {
    const first = bridge.value === undefined;
    const facts = await ask("facts", {});
    bridge.value = facts;
    // Invented people on one's own machine are not worth a mask.
    if (first && facts.is_local && facts.stand_in && !facts.masked) personal.value = true;
    bridgeProblem.value = undefined;
  } catch (error) {
    bridgeProblem.value = (error as Error).message;
  }
}

export const isReadOnly = computed(() => bridge.value?.read_only === true);

/** A command as it is typed where the operator is. */
export const typedHere = (command: string): string =>
  command.replace(/^bridge(?= )/, () => bridge.value?.typed.bridge ?? "bridge");

/** The same with the flags that make it reach this bridge. */
export const commandHere = (command: string): string => {
  const flags = bridge.value?.flags ?? "";
  return typedHere(flags === "" ? command : `${command} ${flags}`);
};

/** How a change of bridge.config.ts comes into force, at the end of a sentence. */
export const bringIn = computed(() => bridge.value?.bring_in ?? "deploy");

/** A reason's words, which do not know where they are read: they end what is to be changed with "and deploy". */
export const inPlace = (text: string): string => text.replace(/\band deploy\b/g, () => `and ${bringIn.value}`);
