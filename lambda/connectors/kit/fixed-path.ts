import { RejectedError } from "../../runtime/errors.ts";

/**
 * A path that stays where it was put. Encoding leaves `.` and `..` as they are, and whoever reads the address would
 * take them for steps: an id that is called so must not lead to something else.
 * @throws RejectedError 400
 */
export function inItsPlace(path: string): string {
  const [place = ""] = path.split("?", 1);
  const isStep = (part: string): boolean => /^(?:\.|%2e){1,2}$/i.test(part);
  if (place.split(/[/\\]/).some(isStep)) throw new RejectedError(400, "An id from outside is no id");
  return path;
}
