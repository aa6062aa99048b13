import { randomBytes } from "node:crypto";
import { userInfo } from "node:os";
import { defaultLocalAddress } from "../lib/local-stage.ts";
import type { Answerer } from "../lib/program/serve.ts";

/**
 * The operator's console on the port of the demo page. Whoever may open that page may use it: what it shows of the
 * bridge on this machine, the demo's other pages show as well. Loaded with the first page, as `npm start` need not wait
 * for it.
 * @param address of the demo page
 */
export function consoleHere(address: () => string, onFailure: (message: string) => void): () => Promise<Answerer> {
  let loaded: Promise<Answerer> | undefined;
  return () => (loaded ??= load(address(), onFailure));
}

async function load(address: string, onFailure: (message: string) => void): Promise<Answerer> {
  const { consoleHandler, consolePages, routes, sessions } = await import("../operator/console/index.ts");
  const { openStage } = await import("../operator/stage/open-stage.ts");
  return consoleHandler({
    openStage: () => openStage({ stage: "local", local: address }),
    pages: consolePages,
    routes,
    sessions: sessions({ now: () => new Date(), newSecret: () => randomBytes(32).toString("base64url") }),
    facts: {
      isReadOnly: false,
      isMasked: false,
      playCrm: async (...asked) => (await import("../stand-ins/crms/index.ts")).playAlone(...asked),
      flags: address === defaultLocalAddress ? "--local" : `--local ${address}`,
      local: address,
    },
    operator: process.env.BRIDGE_OPERATOR ?? userInfo().username,
    isOpen: true,
    used: () => undefined,
    onFailure,
  });
}
