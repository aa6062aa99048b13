import { describe, expect, it } from "vitest";
import { verifySourceKey } from "../../../lambda/connectors/kit/in/source-key.ts";
import { aRequest } from "../../fakes/bridge.ts";

const secrets = { keys: ["new-key", "old-key"], values: {} };
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
const verify = (path: string, headers: Record<string, string> = {}, keys = secrets) =>
  verifySourceKey(aRequest(path, { headers }), keys);

describe("a source's key", () => {
  it.each([
    ["in the path", "/leads/web/new-key", {}],
    ["in the query", "/leads/web?key=old-key", {}],
    ["in a header", "/leads/web", { "x-bridge-key": "new-key" }],
    ["as bearer token", "/leads/web", { authorization: "bearer old-key" }],
    ["in the path, beside a token of the sender's own", "/leads/web/new-key", { authorization: "Bearer its-own" }],
    ["in the query, beside a key of the page's own", "/leads/web/x?key=new-key", { "x-bridge-key": "its-own" }],
    ["as password", "/leads/web", basic("whoever:new-key")],
    ["as password without a name", "/leads/web", basic(":old-key")],
    ["in the path, beside a password of the sender's own", "/leads/web/new-key", basic("its:own")],
    ["as bearer token, beside an empty header", "/leads/web", { "x-bridge-key": "", authorization: "Bearer new-key" }],
  ])("opens it %s", (_where, path, headers) => {
    expect(() => verify(path, headers)).not.toThrow();
  });

  it.each([
    ["missing", "/leads/web", {}],
    ["wrong everywhere", "/leads/web/a?key=b", { "x-bridge-key": "c", authorization: "Bearer d" }],
    ["half of it here and half there", "/leads/web/new-?key=key", {}],
    ["empty", "/leads/web?key=", { "x-bridge-key": "" }],
    ["in a header of another scheme", "/leads/web", { authorization: "Digest new-key" }],
    ["in a password's place without being one", "/leads/web", { authorization: "Basic new-key" }],
    ["a name", "/leads/web", basic("new-key:")],
    ["a name without a password", "/leads/web", basic("new-key")],
    ["only the end of a password", "/leads/web", basic("a:b:new-key")],
    ["no base64", "/leads/web", { authorization: "Basic !new-key!" }],
  ])("F93/F97: does not when it is %s", (_how, path, headers) => {
    expect(() => verify(path, headers)).toThrow(expect.objectContaining({ status: 401 }));
  });

  it("F93: opens nothing when the source has none", () => {
    expect(() => verify("/leads/web/", {}, { keys: [], values: {} })).toThrow(expect.objectContaining({ status: 401 }));
  });
});
