import { randomBytes } from "node:crypto";
import { userInfo } from "node:os";
import { defaultLocalAddress } from "../lib/local-stage.ts";
import type { Answerer } from "../lib/program/serve.ts";

export interface ConsoleHere {
  /** Of the demo page, once it is known. */
  readonly address: () => string;
  /**
   * Opens the console as often as it comes. Undefined where everything is played: then whoever may open the demo's other
   * pages may use the console as well.
   */
  readonly token: string | undefined;
  readonly onFailure: (message: string) => void;
}

/**
 * A token where people are really called, or a CRM is another than ours: only who sees the terminal gets it.
 * @param isPlayed everything that the bridge reaches is played on this machine
 */
export const consoleToken = (isPlayed: boolean): string | undefined => (isPlayed ? undefined : newSecret());

/** @returns the address that opens the console */
export const consoleAddress = (demoUrl: string, token: string | undefined): string =>
  token === undefined ? demoUrl : `${demoUrl}/console/#${token}`;

const newSecret = (): string => randomBytes(32).toString("base64url");

/**
 * The operator's console on the port of the demo page. Loaded with the first page, as `npm start` need not wait for it.
 */
export function consoleHere(here: ConsoleHere): () => Promise<Answerer> {
  let loaded: Promise<Answerer> | undefined;
  return () => (loaded ??= load(here));
}

async function load({ address: addressOf, token, onFailure }: ConsoleHere): Promise<Answerer> {
  const address = addressOf();
  const { consoleHandler, consolePages, routes, sessions } = await import("../operator/console/index.ts");
  const { openStage } = await import("../operator/stage/open-stage.ts");
  return consoleHandler({
    openStage: () => openStage({ stage: "local", local: address }),
    pages: consolePages,
    routes,
    sessions: sessions({ now: () => new Date(), newSecret, standing: token }),
    facts: {
      isReadOnly: false,
      isMasked: false,
      playCrm: async (...asked) => (await import("../stand-ins/crms/index.ts")).playAlone(...asked),
      flags: address === defaultLocalAddress ? "--local" : `--local ${address}`,
      local: address,
    },
    operator: process.env.BRIDGE_OPERATOR ?? userInfo().username,
    isOpen: token === undefined,
    used: () => undefined,
    working: () => () => undefined,
    onFailure,
  });
}
