import { randomBytes, randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { defaultLocalAddress } from "../lib/local-stage.ts";
import type { Answerer } from "../lib/program/serve.ts";
import { quietly, typedIn } from "../lib/program/typed.ts";

export interface ConsoleHere {
  /** Of the demo page, once it is known. */
  readonly address: () => string;
  /** Opens the console as often as it comes. */
  readonly token: string;
  readonly configFile: string;
  readonly onFailure: (message: string) => void;
}

/**
 * What opens the console of this run. Other users of the machine reach its port as well, and the table may hold people of
 * earlier runs: only who sees the terminal gets in.
 */
export const consoleToken = (): string => randomBytes(32).toString("base64url");

/** @returns the address that opens the console; browsers send nothing of what stands behind `#` */
export const consoleAddress = (demoUrl: string, token: string): string => `${demoUrl}/console/#${token}`;

/** How long a session lasts that nobody uses, in milliseconds: the link in the terminal opens the next. */
const IDLE_MS = 2 * 60 * 60_000;

/**
 * The operator's console on the port of the demo page. Loaded with the first page, as `npm start` need not wait for it.
 */
export function consoleHere(here: ConsoleHere): () => Promise<Answerer> {
  let loaded: Promise<Answerer> | undefined;
  return () => (loaded ??= load(here));
}

async function load({ address: addressOf, token, configFile, onFailure }: ConsoleHere): Promise<Answerer> {
  const address = addressOf();
  const { consoleHandler, consolePages, proofs, routes, sessions } = await import("../operator/console/index.ts");
  const { openStage } = await import("../operator/stage/open-stage.ts");
  const now = () => new Date();
  const typed = typedIn(process.cwd());
  return consoleHandler({
    openStage: () => openStage({ stage: "local", local: address }),
    pages: consolePages,
    routes,
    sessions: sessions({ now, newSecret: consoleToken, standing: token, idleMs: IDLE_MS }),
    proofs: proofs({ now, newSecret: consoleToken }),
    howToOpen: "Open the address that `npm start` printed after “Try it”: it holds the token.",
    newId: randomUUID,
    now,
    facts: {
      isReadOnly: false,
      isMasked: false,
      playCrm: async (...asked) => (await import("../stand-ins/crms/index.ts")).playAlone(...asked),
      flags: address === defaultLocalAddress ? "--local" : `--local ${address}`,
      configFile,
      typed: { ...typed, bridge: quietly(typed) },
      local: address,
    },
    operator: process.env.BRIDGE_OPERATOR ?? userInfo().username,
    used: () => undefined,
    working: () => () => undefined,
    onFailure,
  });
}
