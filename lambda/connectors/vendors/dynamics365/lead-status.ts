/** The status of a lead: a state, and one of its reasons. Dataverse wants both, and a reason of that state. */

export interface LeadStatus {
  readonly statecode: number;
  readonly statuscode: number;
}

/** Those that a lead has unless somebody changed them: https://learn.microsoft.com/en-us/dynamics365/developer/reference/entities/lead */
const STANDARD: Readonly<Record<string, LeadStatus>> = {
  New: { statecode: 0, statuscode: 1 },
  Contacted: { statecode: 0, statuscode: 2 },
  Lost: { statecode: 2, statuscode: 4 },
  "Cannot Contact": { statecode: 2, statuscode: 5 },
  "No Longer Interested": { statecode: 2, statuscode: 6 },
  Canceled: { statecode: 2, statuscode: 7 },
};

/** Such as `0/100000001`. A lead is qualified by people, as more comes of it than a state. */
const OWN = /^([02])\/(\d{1,10})$/;

export const STATUS_HELP =
  "write New, Contacted, Lost, Cannot Contact, No Longer Interested or Canceled, or the state and the value of a reason of yours, e.g. 0/100000001";

/** @returns undefined for what names no status */
export function leadStatus(text: string): LeadStatus | undefined {
  if (Object.hasOwn(STANDARD, text)) return STANDARD[text];
  const [, state, reason] = OWN.exec(text) ?? [];
  return state === undefined ? undefined : { statecode: Number(state), statuscode: Number(reason) };
}

/** The status of a lead as settings name it: by one of these words, where it has that status. */
export const wordFor = (status: LeadStatus, words: readonly string[]): string =>
  words.find((word) => leadStatus(word)?.statuscode === status.statuscode) ??
  `${status.statecode}/${status.statuscode}`;
