/** What the demo page tells about the bridge. */
export interface DemoFacts {
  readonly url: string;
  readonly callingly: { readonly url: string; readonly stand_in: boolean };
  readonly sources: Readonly<Record<string, DemoSource>>;
}

export interface DemoSource {
  /** With the key that opens it. */
  readonly url: string;
  readonly connector: string;
  /** CRMs that get its results. */
  readonly report: readonly string[];
  /** The CRM, by its name for people, in which somebody can save a contact that comes to this source. */
  readonly contacts_in?: string | undefined;
  /** Where calls of it are planned or booked that is played here. */
  readonly plans?: PlansPlace | undefined;
}

export interface PlansPlace {
  /** Its name, for people. */
  readonly title: string;
  readonly kinds: readonly PlanKind[];
  /** Whether a call may be marked as done: who books by themselves can only cancel. */
  readonly can_finish: boolean;
}

/** Calls that may be planned there. */
export interface PlanKind {
  readonly name: string;
  /** What somebody does who plans one, e.g. `books a call`. */
  readonly words: string;
  /** Without one, the call has a day alone. */
  readonly hasHour: boolean;
  /** Why none is called, and what changes that; undefined where the source has them called. */
  readonly off?: string | undefined;
}
