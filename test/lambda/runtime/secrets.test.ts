import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { callbackTokens, keysOfSource } from "../../../lambda/runtime/secret-shapes.ts";
import { cachedSecret } from "../../../lambda/runtime/secrets.ts";

function aSecret(values: (string | Error)[]) {
  let time = 0;
  let fetched = 0;
  const read = async () => {
    const value = values[Math.min(fetched, values.length - 1)];
    fetched += 1;
    if (value instanceof Error) throw value;
    return value ?? "";
  };
  const secret = cachedSecret("arn", z.record(z.string(), z.string()), read, () => time);
  return {
    secret,
    fetched: () => fetched,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

/** A secret whose answers come when the test gives them. */
function aSlowSecret() {
  let time = 0;
  const waiting: ((value: string) => void)[] = [];
  const read = () =>
    new Promise<string>((resolve) => {
      waiting.push((value) => resolve(JSON.stringify({ main: value })));
    });
  const secret = cachedSecret("arn", z.record(z.string(), z.string()), read, () => time);
  return {
    secret,
    waiting,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

describe("a secret", () => {
  it("is read past the cache for a sender that shows an unknown key, but only every few seconds", async () => {
    const { secret, fetched, pass } = aSecret(['{"main":"a"}', '{"main":"b"}', new Error("AccessDenied")]);
    expect(await secret.newer()).toEqual({ main: "a" });
    pass(6);
    expect(await Promise.all([secret.newer(), secret.newer()])).toEqual([{ main: "b" }, { main: "b" }]);
    expect(await secret()).toEqual({ main: "b" });
    expect(fetched()).toBe(2);
    pass(6);
    expect(await secret.newer()).toEqual({ main: "b" });
    expect(await secret.newer()).toEqual({ main: "b" });
    expect(fetched()).toBe(3);
  });

  it("is fetched before it is asked for, and once for all who ask at the same time", async () => {
    const { secret, fetched } = aSecret(['{"main":"a"}']);
    expect(fetched()).toBe(1);
    expect(await Promise.all([secret(), secret(), secret()])).toEqual([{ main: "a" }, { main: "a" }, { main: "a" }]);
    expect(fetched()).toBe(1);
  });

  it("is renewed in the background after half a minute, so that nobody waits", async () => {
    const { secret, fetched, pass } = aSecret(['{"main":"a"}', '{"main":"b"}']);
    await secret();
    pass(31);
    expect(await secret()).toEqual({ main: "a" });
    expect(fetched()).toBe(2);
    await Promise.resolve();
    expect(await secret()).toEqual({ main: "b" });
  });

  it("F95: that was revoked is dead within a minute", async () => {
    const { secret, pass } = aSecret(['{"main":"a"}', '{"main":"b"}']);
    await secret();
    pass(59);
    expect(await secret()).toEqual({ main: "b" });
  });

  it("whose fetching slept with the sandbox is fetched anew, and the late answer changes nothing", async () => {
    const { secret, waiting, pass } = aSlowSecret();
    const first = secret();
    waiting[0]?.("a");
    await first;
    pass(35);
    await secret();
    expect(waiting).toHaveLength(2);
    pass(45 * 60);
    const afterwards = [secret(), secret()];
    expect(waiting).toHaveLength(3);
    waiting[2]?.("new");
    expect(await Promise.all(afterwards)).toEqual([{ main: "new" }, { main: "new" }]);
    waiting[1]?.("revoked");
    await new Promise(setImmediate);
    expect(await secret()).toEqual({ main: "new" });
    expect(waiting).toHaveLength(3);
  });

  it("whose fetching slept is not held up by the answer that comes first after all", async () => {
    const { secret, waiting, pass } = aSlowSecret();
    pass(45 * 60);
    const wanted = secret();
    waiting[0]?.("revoked");
    await new Promise(setImmediate);
    const later = secret();
    expect(waiting).toHaveLength(2);
    waiting[1]?.("new");
    expect(await Promise.all([wanted, later])).toEqual([{ main: "new" }, { main: "new" }]);
  });

  it("that could not be read is asked for again by the next who needs it", async () => {
    const { secret } = aSecret([new Error("AccessDeniedException"), '{"main":"a"}']);
    await expect(secret()).rejects.toMatchObject({ name: "TransientError" });
    expect(await secret()).toEqual({ main: "a" });
  });

  it.each(["not json {hunter2", '{"main": 5}', "[]"])("that holds %s is not shown in the error", async (value) => {
    const { secret } = aSecret([value]);
    const error = await secret().then(String, String);
    expect(error).toContain("not the JSON it should be");
    expect(error).not.toContain("hunter2");
  });
});

describe("keys of sources", () => {
  const seed = "seed-of-at-least-16-characters";

  it("differ from source to source and from callback to callback", () => {
    const all = [
      keysOfSource({ seed }, "a"),
      keysOfSource({ seed }, "b"),
      callbackTokens({ seed }, "a", "call_completed"),
      callbackTokens({ seed }, "a", "lead_created"),
      callbackTokens({ seed }, "b", "call_completed"),
    ].flat();
    expect(new Set(all).size).toBe(5);
    for (const key of all) expect(key).toMatch(/^[\w-]{32}$/);
  });

  it("F95: keep working while the seed is being replaced", () => {
    const [old] = keysOfSource({ seed }, "a");
    const keys = keysOfSource({ seed: "another-seed-of-16-characters", previous_seed: seed }, "a");
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(old);
  });

  it("are a person's own choice where the secret says so", () => {
    const secret = { seed, sources: { a: { key: "chosen", previous_key: "before" }, b: { client_secret: "x" } } };
    expect(keysOfSource(secret, "a")).toEqual(["chosen", "before"]);
    expect(keysOfSource(secret, "b")).toEqual(keysOfSource({ seed }, "b"));
  });
});
