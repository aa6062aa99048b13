import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";

/**
 * The answer to a look-up, if it came whole: half of one must not pass for "there is nothing". The HTTP client sees to it
 * for every GET; a search that is posted goes through this.
 * @throws RejectedError 400 when it is longer than we read, since it would be as long again
 * @throws TransientError when it was cut off on its way
 */
export function inWhole(answer: ApiAnswer): ApiAnswer {
  if (answer.tooLong) throw new RejectedError(400, "The CRM answers a look-up with more than the bridge reads");
  if (answer.truncated) throw new TransientError("The CRM's answer was cut off");
  return answer;
}
