import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts a text stored where more people have access than should read it. */
export interface Seal {
  /** Identifies the secret without revealing it. */
  readonly id: string;
  close(text: string): string;
  /** @returns undefined when it was closed under another secret, or was changed since */
  open(sealed: string): string | undefined;
}

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 16;

/**
 * A seal that opens only with the secret.
 * @param secret long and random, as keys are and passwords are not: nothing slows down those who guess
 * @param purpose one secret gives another seal for each
 */
export function sealOf(secret: string, purpose: string): Seal {
  const derived = Buffer.from(hkdfSync("sha256", secret, "", purpose, KEY_BYTES + ID_BYTES));
  const key = derived.subarray(0, KEY_BYTES);
  return {
    id: derived.subarray(KEY_BYTES).toString("base64url"),
    close(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      const closed = [cipher.update(text, "utf8"), cipher.final()];
      return Buffer.concat([nonce, cipher.getAuthTag(), ...closed]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const text = NONCE_BYTES + TAG_BYTES;
      try {
        const cipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        cipher.setAuthTag(bytes.subarray(NONCE_BYTES, text));
        return Buffer.concat([cipher.update(bytes.subarray(text)), cipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
