import type { SourceSecrets } from "../../lambda/connectors/contract/intake.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";
import type { Stage } from "../stage/stage.ts";

/** Names of the fields that hold a vendor's signing secret. */
export const signers = ["signing_secret", "client_secret"] as const;

/**
 * No connector says that its vendor signs; its door does: with a secret of the vendor's it no longer opens to the key.
 */
export function signerOf({ bridge, now }: Stage, source: string): (typeof signers)[number] | undefined {
  const intake = bridge.source(source)?.intake;
  const opens = (values: SourceSecrets["values"]): boolean => {
    try {
      intake?.verify(knock, { keys: ["key"], values }, now());
      return true;
    } catch (error) {
      if (error instanceof RejectedError) return false;
      throw error;
    }
  };
  return opens({}) ? signers.find((name) => !opens({ [name]: "of the vendor" })) : undefined;
}

const knock = {
  method: "POST",
  url: "https://bridge.invalid/leads/source",
  headers: { "x-bridge-key": "key" },
  query: new URLSearchParams(),
  params: {},
  body: new Uint8Array(),
};
