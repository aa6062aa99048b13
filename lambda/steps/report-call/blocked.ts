import type { Reason } from "../../lead/reasons.ts";

/** An operator has to fix or decide something first, and we know what. */
export class Blocked extends Error {
  override readonly name = "Blocked";
  readonly reason: Reason;
  /** What it is about, by the names of the configuration. */
  readonly detail: string;

  constructor(reason: Reason, detail = "") {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}
