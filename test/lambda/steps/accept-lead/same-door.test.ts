import { describe, expect, it } from "vitest";
import { sameDoor } from "../../../../lambda/steps/accept-lead/same-door.ts";
import { findRoute } from "../../../../local/gateway/routes.ts";
import { aRequest } from "../../../fakes/bridge.ts";

const routes = ["ANY /leads/{source}", "ANY /leads/{source}/{key}", "ANY /leads/{path+}"].map((key) => ({
  key,
  target: key,
}));

/** The door that an address leads to, as the HTTP API and the function find it. */
const doorOf = (path: string) => {
  const params = findRoute(routes, "POST", path)?.pathParameters;
  return params && sameDoor({ ...aRequest("/leads/x"), params }).params;
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
  ])("%s leads to the same door", (path, door) => {
    expect(doorOf(path)).toEqual(door);
  });

  it("leads to no source where there is more in it, or nothing", () => {
    expect(doorOf("/leads/website/abc/def")).toEqual({ source: "" });
    expect(sameDoor({ ...aRequest("/leads/x"), params: { path: "/" } }).params).toEqual({ source: "" });
  });
});
