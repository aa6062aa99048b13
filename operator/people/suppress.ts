import { inAccount, plainEmail, printsOf, type Suppression } from "../../lambda/lead/privacy/suppression.ts";
import type { Archive } from "../../lambda/store/archive.ts";
import type { SuppressionStore } from "../../lambda/store/store.ts";
import type { Person, PersonQuestion, Progress } from "./find-person.ts";

/** Whether a person who asks to be forgotten is called for leads that come later. */

export interface SuppressDeps {
  readonly store: { readonly suppressions: Pick<SuppressionStore, "add"> };
  /** Seeds of the key that hashes are made with, the one for new hashes first. */
  readonly seeds: () => Promise<readonly string[]>;
  readonly now: () => Date;
  readonly progress: Progress;
}

/** Nobody calls the person in these accounts any more. */
export async function suppress(
  person: Person,
  by: string,
  { store, seeds, now, progress }: SuppressDeps,
): Promise<void> {
  const [seed] = await seeds();
  if (seed === undefined) throw new Error("The secret of the suppression key holds no seed");
  const word = { way: "forgotten", by, since: now().toISOString() } as const;
  let count = 0;
  for (const account of person.accounts) {
    for (const print of printsOf(seed, person)) {
      await store.suppressions.add({ ...print, ...word, scope: inAccount(account) });
      progress({ doing: "making sure that nobody calls", count: ++count });
    }
  }
}

export interface LiftDeps extends Pick<SuppressDeps, "seeds" | "now"> {
  readonly archive: Pick<Archive, "lift">;
  readonly store: { readonly suppressions: Pick<SuppressionStore, "about"> };
}

/** Who takes a word back, and why. */
export interface Lifting {
  readonly by: string;
  readonly reason?: string | undefined;
  /** Which words are meant, among those that stand. */
  readonly isMeant: (word: Suppression) => boolean;
}

/** Somebody may be called again, because they said so. @returns the words that were taken back */
export async function lift(
  { phone, email }: Pick<PersonQuestion, "phone" | "email">,
  { by, reason, isMeant }: Lifting,
  { archive, store, seeds, now }: LiftDeps,
): Promise<Suppression[]> {
  const who = { phones: phone === undefined ? [] : [phone], emails: email === undefined ? [] : [plainEmail(email)] };
  const prints = (await seeds()).flatMap((seed) => printsOf(seed, who));
  const found = (await Promise.all(prints.map(({ print }) => store.suppressions.about(print)))).flat();
  const lifted = { at: now().toISOString(), by, ...(reason !== undefined && { reason }) };
  const answers = await Promise.all(
    found
      .filter((word) => word.lifted === undefined && isMeant(word))
      .map(async (word) => ((await archive.lift(word, lifted)) ? [word] : [])),
  );
  return answers.flat();
}

/** A forgotten person may be called again in these accounts. @returns how many words were taken back */
export async function allowForgotten(
  { accounts, ...who }: Omit<PersonQuestion, "leadId">,
  by: string,
  deps: LiftDeps,
): Promise<number> {
  const scopes = new Set(accounts.map(inAccount));
  return (await lift(who, { by, isMeant: ({ scope }) => scopes.has(scope) }, deps)).length;
}
