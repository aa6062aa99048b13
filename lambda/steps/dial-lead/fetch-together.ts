import type { Fetched, OpenPlatform, Platform } from "../../connectors/contract/platform.ts";
import type { Lead } from "../../lead/lead.ts";
import { RejectedError } from "../../runtime/errors.ts";

/** A request with many ids makes as many leads, which wake one worker: where the vendor can, they are read by one question. */

/** Asks a platform for the lead that a reference names. @throws as {@link Platform.fetch} */
export type AskPlatform = (
  about: { readonly source: string; readonly reference: string },
  platform: Platform,
  open: OpenPlatform,
) => Promise<Fetched>;

export const askAlone: AskPlatform = ({ reference }, platform, open) => platform.fetch(open.http, reference, open);

/**
 * @param leads those of this run; the first that asks, asks for all of its source
 * @returns each answer serves once: who asks again is told what holds then
 */
export function askTogether(leads: readonly (Lead | string)[]): AskPlatform {
  const waiting = new Map<string, Set<string>>();
  for (const lead of leads) {
    if (typeof lead === "string" || lead.reference === undefined) continue;
    const references = waiting.get(lead.source) ?? new Set();
    waiting.set(lead.source, references.add(lead.reference));
  }
  const answers = new Map<string, Promise<ReadonlyMap<string, Fetched>>>();
  return async (about, platform, open) => {
    const { source, reference } = about;
    const { together } = platform;
    const others = waiting.get(source);
    const named = (each: string): string => JSON.stringify([source, each]);
    if (together && others?.has(reference)) {
      const chosen = [...new Set([reference, ...others])].slice(0, together.most);
      const answer = together.fetch(open.http, chosen, open);
      for (const each of chosen) {
        others.delete(each);
        answers.set(named(each), answer);
      }
    }
    const answer = answers.get(named(reference));
    if (!answer) return askAlone(about, platform, open);
    answers.delete(named(reference));
    const fetched = await answer.catch((error: unknown) => {
      if (concernsAll(error)) throw error;
    });
    if (!fetched) return askAlone(about, platform, open);
    const own = fetched.get(reference);
    if (!own) throw new RejectedError(404, "The platform shows no such lead");
    return own;
  };
}

/** Anything else may be refused for the sake of one of them, and the others must not wait for a person because of it. */
const concernsAll = (error: unknown): boolean => !(error instanceof RejectedError) || error.status === 401;
