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
}
