import { type Suppression, saidAt } from "../../lambda/lead/privacy/suppression.ts";

/** What the list of those whom nobody calls says, for people. */

export const wayWords: Readonly<Record<Suppression["way"], string>> = {
  "opt-out": "asked by a form or program",
  sms: "asked by text message",
  crm: "the CRM says so",
  removed: "asked the agent",
  operator: "put there by an operator",
  forgotten: "asked to be forgotten",
};

/** Whom a word binds. One for a single business names the groups that it was when the word was said. */
export const whomItBinds = (scope: string): string => {
  if (scope === "all") return "for all";
  const { source, business } = saidAt(scope) ?? {};
  if (source === undefined) return `for ${scope.replace("/", " ")}`;
  const groups = business ? ` (${business.groups.join(", ")} of ${business.account})` : "";
  return `for the business of source ${source}${groups}`;
};
