import type { Stack } from "@aws-sdk/client-cloudformation";

/** An output that every bridge has and nobody else's stack. */
const ofEveryBridge = "ConfigFingerprint";

/**
 * The outputs of a bridge by their names. In a stack that holds other things as well they begin with where the bridge
 * stands in it.
 */
export function outputsOf({ Outputs = [] }: Pick<Stack, "Outputs">): {
  readonly outputs: ReadonlyMap<string, string>;
  readonly prefix: string;
} {
  const keys = Outputs.map(({ OutputKey = "" }) => OutputKey);
  const prefix = keys.find((key) => key.endsWith(ofEveryBridge))?.slice(0, -ofEveryBridge.length) ?? "";
  const own = Outputs.filter(({ OutputKey = "" }) => OutputKey.startsWith(prefix));
  const outputs = new Map(
    own.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey.slice(prefix.length), OutputValue]),
  );
  return { outputs, prefix };
}
