/** A CRM as it is played: it answers a connector in the CRM's stead, so that nothing leaves this machine. */
export interface PlayedCrm {
  /** What lets the bridge in there. */
  readonly credentials: Readonly<Record<string, string>>;
  answer(request: {
    readonly method: string;
    /** Below the CRM's own address, with the query. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body: Buffer;
  };
  /** For one that sends leads as well. */
  readonly contacts?: { save(person: Contact): unknown };
  /** Enters a record that is no person but has one, such as a deal; undefined where no such thing is played. */
  enterFor?(type: string, person: Contact): string | undefined;
}

interface Contact {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/**
 * Begins to play a CRM that holds nothing yet.
 * @param connector its key
 * @param own ids and words of a person's own account, which count as being there
 * @returns undefined when nobody plays it
 */
export type PlayCrm = (connector: string, now: Date, own: ReadonlySet<string>) => Promise<PlayedCrm | undefined>;
