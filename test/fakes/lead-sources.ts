import type { ExpectedLead } from "./expected-lead.ts";
import { type Fixture, type FixtureMeta, fixture, fixtureConnectors, fixtureNames } from "./fixture.ts";

/** One lead's requests of all senders, as they go through the door: test/fixtures/lead-sources. */

export interface LeadSourceCase extends Omit<Fixture, "expected" | "resolved" | "settings"> {
  readonly source: string;
  readonly meta: FixtureMeta;
  readonly expected: ExpectedLead;
  readonly resolved: ExpectedLead | undefined;
  /** What signs the request; undefined when nothing does. */
  readonly signingSecret: string | undefined;
  readonly settings: Record<string, unknown>;
}

export const leadSourceCases = (): { source: string; name: string }[] =>
  fixtureConnectors("lead-sources").flatMap((source) =>
    fixtureNames("lead-sources", source).map((name) => ({ source, name })),
  );

export function leadSource(source: string, name: string): LeadSourceCase {
  const { expected, resolved, settings, ...given } = fixture("lead-sources", source, name);
  return {
    ...given,
    source,
    expected: expected[0] ?? nobody,
    resolved: resolved[0],
    signingSecret: given.secrets.signing_secret,
    settings: (settings ?? {}) as Record<string, unknown>,
  };
}

const nobody: ExpectedLead = {
  first_name: null,
  last_name: null,
  phone_number: null,
  email: null,
  company: null,
  external_id: null,
};
