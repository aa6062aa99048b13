import { expect, it } from "vitest";
import { ExpectedSchema, fixture, fixtureConnectors, fixtureNames, MetaSchema, readAs } from "../../fakes/fixture.ts";

/** What stands beside recorded requests, as test/fixtures/README.md describes it. */

const roots = ["connectors", "lead-sources"] as const;
const all = roots.flatMap((root) =>
  fixtureConnectors(root).flatMap((connector) =>
    fixtureNames(root, connector).map((name) => [root, connector, name] as const),
  ),
);

it.each(all)("%s/%s/%s says what it is", (root, connector, name) => {
  expect(fixture(root, connector, name).http.length).toBeGreaterThan(0);
});

it.each([
  [{ kind: "ignore" }, "kind"],
  [{ kind: "lead", clock_ms: 1 }, "clock_ms"],
  [{ kind: "rejected", expected_status: 422 }, "expected_status"],
])("a wrong word fails by the name of its file: %j", (meta, what) => {
  expect(() => readAs(MetaSchema, "acme/lead.meta.json", JSON.stringify(meta))).toThrow(
    new RegExp(`acme/lead\\.meta\\.json.*${what}`, "s"),
  );
});

it("an expectation of something else than leads fails as well", () => {
  expect(() => readAs(ExpectedSchema, "acme/lead.expected.json", '[{"name":"Dana"}]')).toThrow(
    "acme/lead.expected.json",
  );
  expect(() => readAs(ExpectedSchema, "acme/lead.expected.json", "{")).toThrow("acme/lead.expected.json is no JSON");
  expect(() => readAs(MetaSchema, "acme/lead.meta.json", undefined)).toThrow("acme/lead.meta.json is missing");
});
