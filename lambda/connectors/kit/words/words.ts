/** What visitors of forms read, in one language. Each sentence stands alone, so that none has to be built from parts. */
export interface Words {
  readonly thanks: string;
  readonly received: string;
  readonly callNow: string;
  /** At the time that the visitor asked for; as `callFrom`. */
  readonly callAt: string;
  /** With `{time}`, a weekday and an hour with its zone. */
  readonly callFrom: string;
  /** With `{number}`. */
  readonly number: string;
  readonly close: string;
  readonly check: string;
  readonly noPhone: string;
  readonly badPhone: string;
  readonly robot: string;
  readonly goBack: string;
  readonly backToForm: string;
  readonly tryAgain: string;
  readonly notStored: string;
  /** The form itself is wrong, and its visitor can do nothing about it. */
  readonly broken: string;
  readonly otherWay: string;
  readonly optedOut: string;
  readonly optOutNoted: string;
  readonly optOutLater: string;
  readonly optOutWho: string;
}

/** What stands in a form itself. No function carries it: `bridge sources --snippet` prints it. */
export interface FormWords {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly consent: string;
  readonly send: string;
  /** While there is no connection, and so no answer that could bring its words. */
  readonly waiting: string;
}
