import { describe, expect, it } from "vitest";
import { sourceInPath } from "../../../../lambda/steps/accept-lead/source-in-path.ts";
import { findRoute } from "../../../../local/gateway/routes.ts";
import { aRequest } from "../../../fakes/bridge.ts";

const routes = ["ANY /leads/{source}", "ANY /leads/{source}/{key}", "ANY /leads/{path+}"].map((key) => ({
  key,
  target: key,
}));

/** The source and key that an address names, as the HTTP API and the function find it. */
const namedBy = (path: string) => {
  const params = findRoute(routes, "POST", path)?.pathParameters;
  return params && sourceInPath({ ...aRequest("/leads/x"), params }).params;
};

describe("an address with a slash too many", () => {
  it.each([
    ["/leads/website", { source: "website" }],
    ["/leads/website/", { source: "website" }],
    ["/leads//website", { source: "website" }],
    ["/leads/website/abc", { source: "website", key: "abc" }],
    ["/leads/website/abc/", { source: "website", key: "abc" }],
    ["/leads/website//abc", { source: "website", key: "abc" }],
    ["/leads//website//abc//", { source: "website", key: "abc" }],
  ])("%s leads to the same source", (path, named) => {
    expect(namedBy(path)).toEqual(named);
  });

  it("leads to no source where there is more in it, or nothing", () => {
    expect(namedBy("/leads/website/abc/def")).toEqual({ source: "" });
    expect(sourceInPath({ ...aRequest("/leads/x"), params: { path: "/" } }).params).toEqual({ source: "" });
  });
});
