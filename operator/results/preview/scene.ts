import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import type { CallResult } from "../../../lambda/lead/call/call.ts";
import type { CrmRecord } from "../../../lambda/lead/lead.ts";

/** One lead's result on its way into a CRM. */
export interface Step {
  readonly call: CallResult;
  readonly lead: ReportJob["lead"];
  /** The lead came from this CRM. Where the CRM keeps records, its stand-in has it under an id of its own. */
  readonly record?: CrmRecord;
  /** A person has named the record, so it is shown under the id that they know. */
  readonly isNamed?: boolean;
  /** The CRM has the person already, as somebody entered them. */
  readonly isKnown?: boolean;
  /** The answer to an earlier write of the same was lost, so that nobody knows what became of it. */
  readonly isUnclear?: boolean;
}

/** One kind of result, in a CRM of its own. */
export interface Scene {
  readonly name: string;
  readonly about: string;
  /** Results that the CRM has already. */
  readonly before: readonly Step[];
  /** The result whose requests are shown. */
  readonly shown: Step;
}
