import type { Made } from "./rotate-secret.ts";

/** What a rotation asks of people, step by step. */

/** @param finish what ends it: a command, or a button */
export const stepsOf: Readonly<Record<Made, (finish: string) => readonly string[]>> = {
  "source-keys": (finish) => [
    "The new and the old keys count, within a minute.",
    "1. Print the new addresses: bridge sources",
    "2. Put them into your forms and CRMs. The old ones stay valid meanwhile.",
    `3. When no sender has an old one any more: ${finish}`,
  ],
  "callback-tokens": (finish) => [
    "The new and the old tokens count, within a minute.",
    "1. Nothing to do: within the hour the bridge registers its webhooks again, under the new token.",
    `2. Then: ${finish}`,
  ],
  "origin-header": (finish) => [
    "The new and the old header count, within a minute.",
    "1. Print the new one: bridge sources --origin",
    "2. Put it into the firewall before the door. The old one stays valid meanwhile.",
    `3. When it is in force there: ${finish}`,
  ],
};

const onlyTheNew: Readonly<Record<Made, string>> = {
  "source-keys": "addresses open the sources",
  "callback-tokens": "tokens let Callingly report",
  "origin-header": "header opens the doors",
};

/** What is asked before the old ones end. */
export const endQuestion = (purpose: Made, source: string | undefined): string =>
  `Only the new ${source === undefined ? onlyTheNew[purpose] : `address opens ${source}`} then. Drop the old?`;

export const finishedWords = "Done: only the new one counts, within a minute.";
