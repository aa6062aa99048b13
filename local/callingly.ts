import { portInUse } from "../lib/program/serve.ts";
import { configuredWorld, tokensFor, type WantedAccount } from "../stand-ins/callingly/configured-world.ts";
import { startCallingly } from "../stand-ins/callingly/start.ts";
import type { BridgeOptions } from "./bridge-options.ts";
import type { DemoFacts } from "./demo/facts.ts";

/** Callingly as the bridge on this machine reaches it: itself, or the stand-in. */

export interface CallinglyAccess {
  /** By the token's name. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Undefined: Callingly itself. */
  readonly baseUrl: string | undefined;
  readonly facts: DemoFacts["callingly"];
  /** Undefined where phones really ring. */
  readonly loseDial?: (phone: string) => void;
}

/** Starts the stand-in, unless the options name the real one. */
export async function openCallingly(
  { callingly, dataDir, speed }: Pick<BridgeOptions, "callingly" | "dataDir" | "speed">,
  wanted: readonly WantedAccount[],
  port: number,
  closers: (() => Promise<void>)[],
): Promise<CallinglyAccess> {
  if (callingly) {
    const { apiKey, baseUrl } = callingly;
    const tokens = new Map(wanted.map(({ token }) => [token, apiKey]));
    return { tokens, baseUrl, facts: { url: baseUrl ?? "https://api.callingly.com", stand_in: false } };
  }
  const populate = configuredWorld(wanted);
  const standIn = await startCallingly({ port, dataDir, speed, populate }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EADDRINUSE" ? portInUse("the Callingly stand-in", port) : error;
  });
  closers.push(() => standIn.close());
  const loseDial = (phone: string) =>
    standIn.core.faults.add({
      method: "POST",
      path: "/v1/calls",
      bodyIncludes: phone,
      commit: "never",
      reply: "reset",
    });
  return { tokens: tokensFor(wanted), baseUrl: standIn.url, facts: { url: standIn.url, stand_in: true }, loseDial };
}
