import { expect, it } from "vitest";
import { pathLine } from "../../local/demo/live-path.ts";

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
