import type { Source } from "../../lambda/config/bridge.ts";
import type { SourceSecrets } from "../../lambda/connectors/contract/intake.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import { signers } from "../secrets/signer.ts";
import type { Preview, PreviewOptions } from "./shape.ts";

/** The key of a source proves the sender where nothing is signed. It is not what people ask about here. */
const PREVIEW_KEY = "key-of-the-preview";

export const withKey = (request: HttpRequest, source: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, "x-bridge-key": PREVIEW_KEY },
  params: { source },
});

export interface Checked {
  readonly signature: Preview["signature"];
  readonly reason: string;
  readonly secrets: SourceSecrets;
}

const ANOTHER = "another secret, which must not fit";

/** A signature holds when the right secret opens the door and another does not. */
export function checkSignature(
  request: HttpRequest,
  source: Source,
  { secret, at, secretRemedy = "give --secret FILE" }: PreviewOptions,
): Checked {
  const refusalWith = (values: SourceSecrets["values"]): string | undefined => {
    try {
      source.intake.verify(request, { keys: [PREVIEW_KEY], values }, at);
      return undefined;
    } catch (error) {
      if (error instanceof RejectedError) return error.message;
      throw error;
    }
  };
  const values = typeof secret === "string" ? byAnyName(secret) : (secret ?? {});
  const secrets = { keys: [PREVIEW_KEY], values };
  const refusal = refusalWith(values);
  if (refusalWith(byAnyName(ANOTHER)) === refusalWith({})) {
    const reason = refusal ?? "this connector checks no signature; the source's key protects it";
    return { signature: "none", reason, secrets };
  }
  if (secret === undefined)
    return { signature: "none", reason: `${refusal ?? "nothing was checked"}; ${secretRemedy}`, secrets };
  if (refusal !== undefined) {
    const next =
      "check the secret, that the body is byte for byte what was sent, and for an old request the time at which it came";
    return { signature: "invalid", reason: `${refusal}; ${next}`, secrets };
  }
  const others = Object.fromEntries(Object.keys(values).map((name) => [name, ANOTHER]));
  return refusalWith(others) === undefined
    ? { signature: "none", reason: "the request is let in with any secret", secrets }
    : { signature: "valid", reason: "it was made with this secret, over these bytes, in time", secrets };
}

/** Under whichever name the connector looks for it. */
const byAnyName = (secret: string): SourceSecrets["values"] =>
  Object.fromEntries(signers.map((name) => [name, secret]));
