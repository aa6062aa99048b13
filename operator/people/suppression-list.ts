import { CallinglyError } from "../../lambda/callingly/error.ts";
import { keyOf } from "../../lambda/lead/keys.ts";
import {
  atSource,
  everywhere,
  type Identifiers,
  plainEmail,
  printsOf,
  type Suppression,
  saidAt,
  type Word,
} from "../../lambda/lead/privacy/suppression.ts";
import { describeError } from "../../lambda/runtime/log.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { optOut } from "../../lambda/steps/opt-out.ts";
import type { Stage } from "../stage/stage.ts";
import type { Progress } from "./find-person.ts";
import { lift } from "./suppress.ts";

/** The list of those whom nobody calls, in an operator's hands: who is put on it, taken off it, and how long it is. */

/** A phone number in E.164, or an e-mail address. */
export type Who =
  | { readonly phone: string; readonly email?: undefined }
  | { readonly email: string; readonly phone?: undefined };

const identifiers = ({ phone, email }: Who): Identifiers => ({
  phones: phone === undefined ? [] : [phone],
  emails: email === undefined ? [] : [plainEmail(email)],
});

export interface Suppressing {
  readonly by: string;
  readonly reason?: string | undefined;
  /** Only the merge group of this source; else all. */
  readonly source?: string | undefined;
}

/** Puts people on the list, and stops what is under way for them. A run that breaks off is finished by the next one. */
export async function suppressAll(
  people: readonly Who[],
  { by, reason, source }: Suppressing,
  {
    bridge,
    store,
    suppressionSeeds: seeds,
    now,
    log,
  }: Pick<Stage, "bridge" | "store" | "suppressionSeeds" | "now" | "log">,
  progress: Progress,
): Promise<void> {
  const business = source === undefined ? undefined : bridge.businessOf(source);
  const scope = source === undefined || business === undefined ? everywhere : atSource(source, business);
  const word: Word = { way: "operator", scope, by, ...(reason !== undefined && { reason }) };
  await sideBySide(people, (who) => optOut(identifiers(who), word, { bridge, store, seeds, now, log }), {
    atOnce: 5,
    progress: (count) => progress({ doing: "putting people on the list", count }),
  });
}

/** What the list says of somebody, what was taken back included. */
export async function wordsAbout(who: Who, { store, suppressionSeeds }: Stage): Promise<Suppression[]> {
  const prints = (await suppressionSeeds()).flatMap((seed) => printsOf(seed, identifiers(who)));
  return (await Promise.all(prints.map(({ print }) => store.suppressions.about(print)))).flat();
}

export interface Unsuppressed {
  readonly lifted: readonly Suppression[];
  /** What stands all the same: who asked to be forgotten is allowed again by a command of its own. */
  readonly left: readonly Suppression[];
  /** Leads of Callingly whose number it may call again. */
  readonly unblocked: number;
  /** What is left to do, in plain words. */
  readonly failures: readonly string[];
}

/** Takes the words about somebody back, and lets Callingly call the number again. */
export async function unsuppress(who: Who, by: string, reason: string, stage: Stage): Promise<Unsuppressed> {
  const { archive, store, suppressionSeeds: seeds, now } = stage;
  const isMeant = ({ way }: Suppression) => way !== "forgotten";
  const lifted = await lift(who, { by, reason, isMeant }, { archive, store, seeds, now });
  const left = (await wordsAbout(who, stage)).filter((word) => word.lifted === undefined);
  const isFree = who.phone !== undefined && !left.some(({ scope }) => scope === everywhere);
  return { lifted, left, ...(isFree ? await unblock(who.phone, stage) : { unblocked: 0, failures: [] }) };
}

/** Lets Callingly call a number again, in every account. */
export async function unblock(
  phone: string,
  { bridge, callinglyFor }: Stage,
): Promise<Pick<Unsuppressed, "unblocked" | "failures">> {
  const failures: string[] = [];
  let unblocked = 0;
  for (const account of bridge.accounts) {
    try {
      const callingly = await callinglyFor(account);
      if (!callingly) throw new CallinglyError({ method: "GET", path: "/leads" }, "there is no token");
      for (const { id, phone_number } of await callingly.listLeads({ phone_number: phone })) {
        if (phone_number !== phone || !(await callingly.getLead(id)).is_blocked) continue;
        await callingly.updateLead(id, { is_blocked: false, is_stopped: false });
        unblocked += 1;
      }
    } catch (error) {
      failures.push(
        `${account.name} was not asked whether it blocks the number (${describeError(error)}); run this again, or look there`,
      );
    }
  }
  return { unblocked, failures };
}

/** A scope without the groups that its source had when the word was said. */
const scopeName = (scope: string): string => {
  const said = saidAt(scope);
  return said ? keyOf("source", said.source) : scope;
};

/** How many stand on the list, and how the word came. Whom it means nobody can tell. */
export interface ListSize {
  readonly phones: number;
  readonly emails: number;
  readonly lifted: number;
  readonly byWay: Readonly<Record<string, number>>;
  readonly byScope: Readonly<Record<string, number>>;
}

export function sizeOf(words: Iterable<Suppression>): ListSize {
  const size = {
    phones: 0,
    emails: 0,
    lifted: 0,
    byWay: {} as Record<string, number>,
    byScope: {} as Record<string, number>,
  };
  const listed = new Set<string>();
  for (const { print, of, way, scope, lifted } of words) {
    if (lifted) size.lifted += 1;
    else {
      // Several may have given a word for the same number.
      if (!listed.has(print)) size[of === "phone" ? "phones" : "emails"] += 1;
      listed.add(print);
      size.byWay[way] = (size.byWay[way] ?? 0) + 1;
      const whom = scopeName(scope);
      size.byScope[whom] = (size.byScope[whom] ?? 0) + 1;
    }
  }
  return size;
}
