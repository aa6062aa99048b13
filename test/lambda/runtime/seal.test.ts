import { describe, expect, it } from "vitest";
import { sealOf } from "../../../lambda/runtime/seal.ts";

const secret = "a-secret-that-is-long-and-random";

describe("a sealed text", () => {
  it("opens with the secret it was closed with, as it was", () => {
    const text = '{"token":"Zoë 🔑"}';
    expect(sealOf(secret, "a").open(sealOf(secret, "a").close(text))).toBe(text);
  });

  it("opens neither with another secret nor for another purpose", () => {
    const sealed = sealOf(secret, "a").close("text");
    expect(sealOf(`${secret}!`, "a").open(sealed)).toBeUndefined();
    expect(sealOf(secret, "b").open(sealed)).toBeUndefined();
  });

  it("does not open when anything of it was changed or cut off", () => {
    const seal = sealOf(secret, "a");
    const sealed = seal.close("text");
    const bytes = Buffer.from(sealed, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(seal.open(changed.toString("base64url"))).toBeUndefined();
      expect(seal.open(bytes.subarray(0, at).toString("base64url"))).toBeUndefined();
    }
  });

  it("looks different each time, and shows neither the text nor the secret", () => {
    const seal = sealOf(secret, "a");
    expect(seal.close("text")).not.toBe(seal.close("text"));
    expect(Buffer.from(seal.close("text"), "base64url").toString("latin1")).not.toContain("text");
    expect(seal.id).not.toContain(secret.slice(0, 8));
  });

  it("is known by an id that belongs to the secret and the purpose", () => {
    expect(sealOf(secret, "a").id).toBe(sealOf(secret, "a").id);
    expect(new Set([sealOf(secret, "a").id, sealOf(secret, "b").id, sealOf(`${secret}!`, "a").id]).size).toBe(3);
  });
});
