import { decided } from "../../lambda/lead/decisions.ts";
import { type Reason, reasonWords } from "../../lambda/lead/reasons.ts";
import { commandsFor, isReleased } from "../../lambda/lead/remedies.ts";
import { counted } from "../words/count.ts";
import { AS_MANY_AS_ALLOWED, heldLeads, leftWords, type PlanDecision } from "./decide-all.ts";
import { whenRung } from "./when-rung.ts";

/** Whom a release of all that are held for a reason would call, and when. */
export const planRelease: PlanDecision = async (options, { limit = Infinity, watcher }, stage) => {
  const { leads: held, reasons } = await heldLeads(options, watcher, stage);
  // Some rules hold leads that a person may release all the same: number-abroad is one.
  const free = held.filter(({ dueFor, reason }) => dueFor !== "dial-lead" || isReleased(reason));
  const callable = free.filter(({ person, reference }) => person.phone !== undefined || reference !== undefined);
  const leads = callable.slice(0, limit);
  const otherwise = [...new Set(reasons.filter((reason) => !isReleased(reason)).flatMap(commandsFor))];
  const now = stage.now();
  const judged = { bridge: stage.bridge, gates: await stage.store.gates.all(), now };
  const rung = whenRung(leads, judged, (lead) => decided(lead, { kind: "release" }, "", now));
  return {
    leads,
    rung,
    left: [
      ...heldAllTheSame(rung.held),
      ...leftWords(callable.length - leads.length, AS_MANY_AS_ALLOWED),
      ...leftWords(
        held.length - free.length,
        `held by a rule, which a release does not change: fix the cause, then ${otherwise.join(" or ") || "bridge replay"}`,
      ),
      ...leftWords(free.length - callable.length, "no number that can be called; release each with --phone"),
    ],
  };
};

/** A release ends one wait: a pause, or a rule behind it, still holds. */
const heldAllTheSame = (held: readonly Reason[]): string[] =>
  [...new Set(held)].map(
    (reason) =>
      `${counted(held.filter((each) => each === reason).length, "lead is released and stays", "leads are released and stay")} held: ${reasonWords[reason]}.`,
  );
