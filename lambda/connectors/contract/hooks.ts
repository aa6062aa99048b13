import type { CrmHttp } from "./reporter.ts";

/**
 * The subscriptions by which a CRM tells sources of its records, where its API shows them: a CRM stops one that was not
 * answered for a while, and nobody hears of it. It stands in the vendor's `hooks.ts`, and `about.ts` names it: the
 * operator's side alone asks, and no function carries it.
 */
export interface Hooks {
  /**
   * The events without which a source gets no leads or stops, in the CRM's words.
   * @param settings the source's, as bridge.config.ts has them
   */
  needed(settings: unknown): readonly string[];
  /**
   * All that the CRM shows, those to other receivers among them.
   * @throws as the reporter's `create`
   */
  look(crm: CrmHttp): Promise<readonly Hook[]>;
  /**
   * Has the CRM send by one again.
   * @returns how it stands from now on
   * @throws as the reporter's `create`
   */
  rearm(crm: CrmHttp, hook: Hook): Promise<Hook>;
  /**
   * Makes one. Missing where a person has to, such as for a key that the CRM shows but once.
   * @throws as the reporter's `create`
   */
  subscribe?(crm: CrmHttp, wanted: Pick<Hook, "event" | "address">): Promise<Hook>;
}

export interface Hook {
  readonly id: string;
  /** In the CRM's words. */
  readonly event: string;
  /** Where the CRM sends to. */
  readonly address: string;
  /** Whether it sends now. */
  readonly sends: boolean;
  /** The CRM's word for that. */
  readonly state: string;
}
