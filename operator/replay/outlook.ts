import { type Reason, reasonWords } from "../../lambda/lead/reasons.ts";
import { commandsFor } from "../../lambda/lead/remedies.ts";
import { counted } from "../words/count.ts";
import type { ReplayPlan } from "./replay.ts";

/** What is not moved by a replay, and why, in words. */
export function outlookOf({
  stillClosed,
  held,
  forPerson,
}: Pick<ReplayPlan, "stillClosed" | "held" | "forPerson">): string[] {
  const stays = (reason: Reason) => counted(held.filter((each) => each === reason).length, "lead stays", "leads stay");
  const remedies = [...new Set(forPerson.flatMap(({ reason }) => (reason ? commandsFor(reason) : [])))].join(", ");
  return [
    ...stillClosed.map(({ on, reason }) => `${on}: Callingly was asked, and it is not fixed. ${reasonWords[reason]}.`),
    ...[...new Set(held)].map((reason) => `${stays(reason)} held: ${reasonWords[reason]}.`),
    ...(forPerson.length > 0
      ? [
          `${counted(forPerson.length, "lead waits", "leads wait")} for a person's decision: ${remedies || "bridge leads list shows them"}.`,
        ]
      : []),
  ];
}
