import { plainEmail, printsOf } from "../../lambda/lead/privacy/suppression.ts";
import type { Archive } from "../../lambda/store/archive.ts";
import type { SuppressionStore } from "../../lambda/store/store.ts";
import type { Person, PersonQuestion, Progress } from "./find-person.ts";

/** Whether a person is called for leads that come later. */

export interface SuppressDeps {
  readonly archive: Pick<Archive, "suppress">;
  /** Seeds of the key that hashes are made with, the one for new hashes first. */
  readonly seeds: () => Promise<readonly string[]>;
  readonly now: () => Date;
  readonly progress: Progress;
}

/** Nobody calls the person in these accounts any more. */
export async function suppress(
  person: Person,
  by: string,
  { archive, seeds, now, progress }: SuppressDeps,
): Promise<void> {
  const [seed] = await seeds();
  if (seed === undefined) throw new Error("The secret of the suppression key holds no seed");
  let count = 0;
  for (const account of person.accounts) {
    for (const { of, print } of printsOf(seed, account, person)) {
      await archive.suppress({ print, account, of, since: now().toISOString(), by });
      progress({ doing: "making sure that nobody calls", count: ++count });
    }
  }
}

export interface LiftDeps extends Pick<SuppressDeps, "seeds"> {
  readonly archive: Pick<Archive, "lift">;
  readonly store: { readonly suppressions: Pick<SuppressionStore, "find"> };
}

/** A person may be called again, because they said so. @returns how many suppressions were lifted */
export async function liftSuppression(
  { phone, email, accounts }: Omit<PersonQuestion, "leadId">,
  { archive, store, seeds }: LiftDeps,
): Promise<number> {
  const who = { phones: phone === undefined ? [] : [phone], emails: email === undefined ? [] : [plainEmail(email)] };
  const prints = (await seeds()).flatMap((seed) => accounts.flatMap((account) => printsOf(seed, account, who)));
  const lifted = await Promise.all(
    prints.map(async ({ print }) => {
      const seen = await store.suppressions.find(print);
      return seen !== undefined && archive.lift(seen);
    }),
  );
  return lifted.filter(Boolean).length;
}
