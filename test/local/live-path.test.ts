import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { livePath, pathLine } from "../../local/demo/live-path.ts";
import { aLead, noon } from "../fakes/leads.ts";

it.each([
  [163, "+163 ms"],
  [4_600, "+4.6 s"],
  [2_400_000, "+40 min"],
])("tells a step's distance from the lead's beginning so that columns stay columns: %i ms", (ms, words) => {
  const path = {
    leadId: "lead_1",
    name: "Ada Fields",
    phone: "+12125550123",
    source: "website",
    state: "ready" as const,
  };
  const receivedAt = "2026-06-15T12:00:00.000Z";
  const at = new Date(Date.parse(receivedAt) + ms).toISOString();
  expect(pathLine({ ...path, receivedAt, steps: [] }, { name: "placed", at })).toContain(
    `  ${words.padStart(8)}  +12125550123   `,
  );
});

it("says what a CRM was told once, whatever is written of it on the way", () => {
  const path = livePath(() => noon);
  const lead = aLead();
  const said: string[] = [];
  const see = (item: object) =>
    path.take({ dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } } as never, () => {});
  see({ kind: "lead", ...lead });
  path.listen((_path, news) => said.push(...news.map(({ name }) => name)));
  const call = { kind: "call", callId: "77", leadId: lead.id };
  const none = { begun: true };
  const first = { begun: true, digest: "a" };
  const more = { begun: true, digest: "b" };
  see({ ...call, state: "reported", reports: {} });
  see({ ...call, state: "verified", reports: { demo: none } });
  see({ ...call, state: "parked", reports: { demo: none }, reason: "crm-refused" });
  see({ ...call, state: "parked", reports: { demo: none }, reason: "crm-refused", failedTries: 2 });
  see({ ...call, state: "reported", reports: { demo: first } });
  see({ ...call, state: "reported", reports: { demo: first }, reason: "dropped" });
  see({ ...call, state: "verified", reports: { demo: first } });
  see({ ...call, state: "reported", reports: { demo: more } });
  see({ ...call, state: "reported", reports: { demo: more }, lateReads: 2 });
  expect(said).toEqual(["not reported yet", "reported in the CRM", "updated in the CRM"]);
});

it("tells of a lead that waits for its asked time until when, and that it was moved, without taking that for an operator's", () => {
  const path = livePath(() => noon);
  const lead = aLead();
  const see = (item: object) =>
    path.take({ dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } } as never, () => {});
  const at = noon.toISOString();
  const until = new Date(noon.getTime() + 3_600_000).toISOString();
  const waits = { at, state: "ready", reason: "asked-time" } as const;
  const moved = { at, state: "ready", reason: "asked-again" } as const;
  const history = [{ at, state: "ready" }, waits, moved, waits] as const;
  see({ kind: "lead", ...lead, state: "ready", reason: "asked-time", dueAt: until, history });
  const [shown] = path.paths();
  expect(shown?.until).toBe(until);
  expect(shown?.steps.map(({ name }) => name)).toEqual(["accepted", "waits", "moved", "waits"]);
  expect(shown?.steps[2]?.detail).toBe("Another time was named, and the last word counts");
  see({
    kind: "lead",
    ...lead,
    state: "held",
    reason: "asked-again",
    dueAt: until,
    history: [...history, { at, state: "held" }],
  });
  expect(path.paths()[0]?.until).toBeUndefined();
});
