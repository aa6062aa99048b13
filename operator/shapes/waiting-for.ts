import { reasonWords } from "../../lambda/lead/reasons.ts";
import { commandsFor } from "../../lambda/lead/remedies.ts";
import type { WaitingFor } from "../replay/work.ts";

/** How much waits for one reason, as scripts and pages get it. */
export const waitingForJson = ({ reason, leads, results, forPerson, beside, oldestAt }: WaitingFor) => ({
  reason,
  reason_words: reasonWords[reason],
  leads,
  results,
  for_a_person: forPerson,
  beside,
  oldest_at: oldestAt,
  commands: commandsFor(reason),
});
