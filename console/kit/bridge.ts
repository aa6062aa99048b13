import { computed, signal } from "@preact/signals";
import { type Answer, ask } from "./ask.ts";

/** Which bridge this console is of. Every page needs it, so it is asked for once, and again with each change. */
export const bridge = signal<Answer<"facts"> | undefined>(undefined);
export const bridgeProblem = signal<string | undefined>(undefined);

export async function learnBridge(): Promise<void> {
  try {
    bridge.value = await ask("facts", {});
    bridgeProblem.value = undefined;
  } catch (error) {
    bridgeProblem.value = (error as Error).message;
  }
}

export const isReadOnly = computed(() => bridge.value?.read_only === true);

/** A command with the flags that make it reach this bridge. */
export const commandHere = (command: string): string => {
  const flags = bridge.value?.flags ?? "";
  return flags === "" ? command : `${command} ${flags}`;
};
