import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Opens the table and the secrets of a bridge on this machine: a session token, as AWS's clients send it with every
 * request. Functions get it in their environment, the command line from a file that only their common user can read.
 */

export const newSessionToken = (): string => randomBytes(24).toString("base64url");

export function isSessionToken(given: string | readonly string[] | undefined, token: string): boolean {
  return typeof given === "string" && timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The configuration of the AWS clients here. */
export const localCredentials = (sessionToken: string) => ({
  accessKeyId: "local",
  secretAccessKey: "local",
  sessionToken,
});

/** Leaves the token for the command line, until `remove`. */
export function leaveSessionToken(token: string): { readonly file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "callingly-bridge-"));
  const file = join(folder, "session-token");
  writeFileSync(file, token, { mode: 0o600 });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  return { file, remove };
}
