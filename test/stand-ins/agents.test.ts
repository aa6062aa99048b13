import { describe, expect, it } from "vitest";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../lambda/connectors/index.ts";
import { crmOpener } from "../../lambda/connectors/kit/out/open-crm.ts";
import { playAlone } from "../../stand-ins/crms/index.ts";
import { ada } from "../../stand-ins/kit/agents.ts";
import { usualSettings } from "../fakes/usual-settings.ts";

/** Whose calls the demo shows: the stand-ins have their agents in common. */

const now = new Date("2026-06-15T14:36:00Z");
const registry: readonly Connector[] = connectors;
const withOwners = registry.flatMap(({ key, report }) => {
  const reporter = report?.bind(usualSettings(key));
  return reporter?.owners ? [{ key, reporter, owners: reporter.owners }] : [];
});

describe("an agent of the Callingly that is played", () => {
  it.each(withOwners)("is a user of the $key that is played", async ({ key, reporter, owners }) => {
    const played = playAlone(key, now);
    const bases = [reporter.baseUrl, reporter.renewal?.baseUrl ?? reporter.baseUrl];
    const open = crmOpener(async () => ({ [key]: { ...played?.credentials } }), {
      baseUrls: {},
      access: {
        async tokenFor({ renew, credentials: { refresh_token = "" } }) {
          const renewed = await renew(refresh_token);
          bases.push(renewed.apiUrl?.replace(/\/+$/, "") ?? reporter.baseUrl);
          return renewed;
        },
      },
      async send({ method, url, headers = {}, body = "" }) {
        const below = bases.filter((base) => url.startsWith(base)).map((base) => url.slice(base.length));
        const path = below.sort((one, other) => one.length - other.length)[0] ?? "";
        const {
          status = 500,
          headers: given = {},
          body: bytes = "",
        } = played?.answer({ method, path, headers, body }) ?? {};
        const flat = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
        return { kind: "answered", status, headers: flat, body: bytes.toString(), truncated: false };
      },
      now: () => now,
    });
    const opened = await open({ name: key, reporter }, () => 60_000);
    expect([...((opened && (await owners.list(opened.http))) ?? new Map()).keys()]).toContain(ada.email);
  });
});
