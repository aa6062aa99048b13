import type { CallinglyClient } from "../../callingly/client.ts";
import type { Account, Bridge } from "../../config/bridge.ts";
import { bookingEnds, bookingKey } from "../../lead/booking.ts";
import type { Lead } from "../../lead/lead.ts";
import type { PhoneRights } from "../../lead/phone-right.ts";
import { countsAttempts } from "../../lead/rules/attempts.ts";
import type { BookingEnd, DialFacts, Fact, KnownFacts } from "../../lead/rules/rule.ts";
import { servesOthers } from "../../lead/stop.ts";
import type { CallStore, GateStore, LeadStore, PhoneStore, RecordStore } from "../../store/store.ts";
import type { ScrubCheck } from "./ask-scrub.ts";
import type { SuppressionCheck } from "./check-suppression.ts";
import { findAttempts } from "./find-attempts.ts";
import type { Stopped } from "./lift-stop.ts";

/** Part of step 2: the facts that the rules need about a lead, each read once and only when a rule needs it. */

export interface FactDeps {
  readonly bridge: FactBridge & Pick<Bridge, "formerAndPresent">;
  readonly store: {
    readonly gates: Pick<GateStore, "all">;
    readonly records: Pick<RecordStore, "stoppedAt">;
    readonly leads: Pick<LeadStore, "find">;
    readonly phones: Pick<PhoneStore, "find">;
    readonly calls: Pick<CallStore, "find">;
  };
  /** Undefined when the secret has no token for the account. `fresh` reads the secret past its cache. */
  readonly callinglyFor: (account: Account, options?: { fresh?: boolean }) => Promise<Dialler | undefined>;
  readonly suppressionOf: SuppressionCheck;
  readonly scrub: ScrubCheck;
}

export type FactBridge = Pick<
  Bridge,
  "account" | "source" | "teamFor" | "policies" | "numberRules" | "consentRules" | "hoursRules"
>;

/** Callingly, as far as a dial needs it. */
export type Dialler = Pick<CallinglyClient, "createCall"> & Stopped & { readonly tokenPrint: string };

/** The team that rings, and the token. */
export interface Route {
  readonly account: Account;
  readonly team: number;
  readonly callingly: Dialler;
}

export interface FactsAbout {
  readonly known: KnownFacts;
  /** The rights to its phone, once it has taken its own. */
  rights?: PhoneRights;
  /** Reads what is still unknown of these. */
  read(needs: readonly Fact[]): Promise<DialFacts>;
  /**
   * A gate closes and a person asks not to be called at any moment, so that is read again for a second look; the other
   * facts hold for one dial.
   */
  forgetChanging(): void;
  /** Known once every rule has let the lead pass. */
  route(): Route;
}

/** The facts that the configuration alone gives. */
export function configuredFacts(lead: Lead, bridge: FactBridge) {
  const { account: accountOf, teamFor, policies, numberRules, consentRules, hoursRules } = bridge;
  const account = accountOf(lead.account);
  const team = teamFor(lead);
  const route = account && team !== undefined ? { account, team } : undefined;
  const { source } = lead;
  return {
    isConfigured: route !== undefined,
    route,
    policies,
    accountZone: account?.timeZone ?? "UTC",
    numbers: numberRules(source),
    consent: consentRules(source),
    hours: hoursRules(source),
  };
}

/** The facts that have to be read, beside the configuration. */
type ReadFact = Exclude<Fact, keyof ReturnType<typeof configuredFacts>>;

export function factsAbout(lead: Lead, { bridge, store, callinglyFor, suppressionOf, scrub }: FactDeps): FactsAbout {
  const configured = configuredFacts(lead, bridge);
  const known: { -readonly [F in Fact]?: DialFacts[F] | undefined } = configured;
  let route: Route | undefined;

  async function readRoute(): Promise<Route | undefined> {
    if (!configured.route) return undefined;
    const { account } = configured.route;
    // A token that was set a moment ago counts at once: an operator may be waiting for this lead to ring.
    const callingly = (await callinglyFor(account)) ?? (await callinglyFor(account, { fresh: true }));
    return callingly && { ...configured.route, callingly };
  }

  /** The token and the gates: nearly every lead that gets here needs both. */
  async function readWay(): Promise<void> {
    route ??= await readRoute();
    if (route) known.gates = await store.gates.all();
    known.hasToken = route !== undefined;
  }

  /** Read just before the dial, it shows also a stop that came before the lead, or at the same moment. */
  async function stopOf({ record, source }: Lead): Promise<string | undefined> {
    const { recordSpace, mayBeStopped } = bridge.source(source) ?? {};
    if (!record || recordSpace === undefined || mayBeStopped !== true) return undefined;
    return (await store.records.stoppedAt({ of: recordSpace, ...record }))?.at;
  }

  /** Read just before the dial, it shows also what was said of an appointment before the lead came. */
  async function bookingEndOf({ booking, source }: Lead): Promise<BookingEnd | undefined> {
    for (const why of booking === undefined ? [] : bookingEnds) {
      const stop = await store.records.stoppedAt(bookingKey(source, booking ?? "", why));
      if (stop !== undefined) return { why, ...stop };
    }
    return undefined;
  }

  /** Those that are merged into a lead are read only where a stop is known. */
  async function sharesRing({ id, merged, stop }: Lead): Promise<boolean> {
    const stoppedAt = known.recordStoppedAt ?? undefined;
    const isOver = stop !== undefined || stoppedAt !== undefined || known.bookingEnd != null;
    if (merged.length === 0 || !isOver) return false;
    return servesOthers(lead, await sharersOf(merged, new Set([id])), stoppedAt);
  }

  /** One that is merged may ring for others, too. */
  async function sharersOf(ids: readonly string[], met: Set<string>): Promise<Lead[]> {
    const left = ids.filter((id) => !met.has(id));
    for (const id of left) met.add(id);
    const found = (await Promise.all(left.map((id) => store.leads.find(id)))).filter((each) => each !== undefined);
    const more = await Promise.all(found.map(({ merged }) => sharersOf(merged, met)));
    return [...found, ...more.flat()];
  }

  /** Most places limit nothing, and there is nothing to read. */
  async function attemptsAt({ person: { phone } }: Lead): Promise<readonly number[]> {
    if (phone === undefined || !countsAttempts(lead, configured.hours)) return [];
    return findAttempts(phone, { accounts: bridge.formerAndPresent, store });
  }

  const readers: Readonly<Record<ReadFact, () => Promise<void>>> = {
    hasToken: readWay,
    gates: readWay,
    async recordStoppedAt() {
      known.recordStoppedAt = (await stopOf(lead)) ?? null;
    },
    async bookingEnd() {
      known.bookingEnd = (await bookingEndOf(lead)) ?? null;
    },
    async servesOthers() {
      for (const stop of ["recordStoppedAt", "bookingEnd"] as const)
        if (known[stop] === undefined) await readers[stop]();
      known.servesOthers = await sharesRing(lead);
    },
    async attempts() {
      known.attempts = await attemptsAt(lead);
    },
    async suppression() {
      known.suppression = (await suppressionOf(lead)) ?? null;
    },
    async scrubbed() {
      known.scrubbed = await scrub(lead);
    },
  };

  return {
    known,
    async read(needs) {
      for (const need of needs) if (known[need] === undefined) await readers[need as ReadFact]();
      return known as DialFacts;
    },
    forgetChanging() {
      known.hasToken = known.gates = known.suppression = undefined;
    },
    route() {
      if (!route) throw new Error("The rules were not asked");
      return route;
    },
  };
}
