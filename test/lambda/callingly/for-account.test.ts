import { describe, expect, it } from "vitest";
import { callinglyForAccount } from "../../../lambda/callingly/for-account.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";

/** A secret that holds one token until it is read past its cache, and another from then on. */
function aSecret(cached: Record<string, string>, now: Record<string, string>) {
  let reads = 0;
  const newer = async () => {
    reads += 1;
    return now;
  };
  return { tokens: Object.assign(async () => cached, { fresh: newer, newer }), reads: () => reads };
}

const open = (tokens: ReturnType<typeof aSecret>["tokens"], send: ReturnType<typeof fakeSend>) =>
  callinglyForAccount(tokens, { send, sleep: async () => undefined, now: () => new Date() })({ token: "main" });

const bearers = (send: ReturnType<typeof fakeSend>) => send.requests.map(({ headers }) => headers?.authorization);

describe("a token that was renewed while we still had the former one", () => {
  it.each([401, 403])("is taken for a question that was answered %i", async (status) => {
    const secret = aSecret({ main: "old" }, { main: "new" });
    const send = fakeSend(answered(status, {}), answered(200, { id: 77, status: "completed" }));
    const client = await open(secret.tokens, send);
    expect(await client?.getCall("77")).toMatchObject({ id: "77" });
    expect(bearers(send)).toEqual(["Bearer old", "Bearer new"]);
  });

  it("is not asked with twice when it is the same", async () => {
    const secret = aSecret({ main: "old" }, { main: "old" });
    const send = fakeSend(answered(401, {}));
    const client = await open(secret.tokens, send);
    await expect(client?.getCall("77")).rejects.toMatchObject({ status: 401 });
    expect(send.requests).toHaveLength(1);
  });

  it("is never taken for a second dial", async () => {
    const secret = aSecret({ main: "old" }, { main: "new" });
    const send = fakeSend(answered(401, {}));
    const client = await open(secret.tokens, send);
    const dial = { team_id: 1, phone_number: "+12125550123", first_name: "D", last_name: "W" };
    expect(await client?.createCall(dial)).toMatchObject({ kind: "refused", status: 401 });
    expect(send.requests).toHaveLength(1);
    expect(secret.reads()).toBe(0);
  });

  it("is found when there was none before", async () => {
    const secret = aSecret({}, { main: "new" });
    const send = fakeSend(answered(200, { id: 77 }));
    const client = await open(secret.tokens, send);
    await client?.getCall("77");
    expect(bearers(send)).toEqual(["Bearer new"]);
  });
});
