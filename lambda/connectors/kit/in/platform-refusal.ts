import { RejectedError } from "../../../runtime/errors.ts";
import { scrub } from "../../../runtime/scrub.ts";

/**
 * What a platform's status from 400 to 499 means for the lead, where it keeps to HTTP: 401 and 403 refuse our token, 404
 * finds no such lead, and anything else, 410 included, is for a person.
 * @param vendor for people
 * @param words the platform's own
 */
export function platformRefusal(vendor: string, status: number, words: string | undefined): RejectedError {
  const detail = scrub(words ?? "") || undefined;
  if (status === 401 || status === 403) return new RejectedError(401, `${vendor} refused the access token`, { detail });
  if (status === 404) return new RejectedError(404, `${vendor} shows no such lead`, { detail });
  return new RejectedError(400, `${vendor} refused to show the lead`, { detail });
}
