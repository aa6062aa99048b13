import type { Intake, SourceSecrets } from "../../lambda/connectors/contract/intake.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";

/** Names of the fields that hold a vendor's signing secret. */
export const signers = ["signing_secret", "client_secret"] as const;

/**
 * The field that holds what a source's vendor signs with; undefined where it does not sign. No connector says that: its
 * intake shows it, since with a secret of the vendor's it no longer takes the key alone.
 */
export function signerOf(intake: Pick<Intake, "verify"> | undefined): (typeof signers)[number] | undefined {
  const opens = (values: SourceSecrets["values"]): boolean => {
    try {
      intake?.verify(knock, { keys: ["key"], values }, noTime);
      return true;
    } catch (error) {
      if (error instanceof RejectedError) return false;
      throw error;
    }
  };
  return opens({}) ? signers.find((name) => !opens({ [name]: "of the vendor" })) : undefined;
}

/** Nothing in the request has a time. */
const noTime = new Date(0);

const knock = {
  method: "POST",
  url: "https://bridge.invalid/leads/source",
  headers: { "x-bridge-key": "key" },
  query: new URLSearchParams(),
  params: {},
  body: new Uint8Array(),
};
