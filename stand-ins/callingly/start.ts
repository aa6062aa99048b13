import { join } from "node:path";
import { ask } from "../kit/ask.ts";
import { createCallingly } from "./callingly.ts";
import type { Callingly } from "./core.ts";
import { fileJournal } from "./journal.ts";
import type { Ring } from "./model.ts";
import { type Deliver, systemTimers } from "./ports.ts";
import { demoToken, demoWorld, type Populate } from "./seed.ts";
import { serve } from "./server.ts";
import type { SwitchChanges } from "./switches.ts";

export interface StartOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Folder for the journal; without it the world is forgotten at the end. */
  readonly dataDir?: string | undefined;
  readonly token?: string | undefined;
  /** Default: the demo's accounts, the first of which the token opens. */
  readonly populate?: Populate | undefined;
  /** How many times faster than life. */
  readonly speed?: number | undefined;
  readonly switches?: SwitchChanges | undefined;
  readonly onRing?: ((ring: Ring) => void) | undefined;
}

export interface RunningCallingly {
  /** Where it listens; the API is below `/v1`. */
  readonly url: string;
  readonly token: string;
  readonly core: Callingly;
  close(): Promise<void>;
}

/** Starts a stand-in on real time and a real port. Rejects with EADDRINUSE when the port is taken. */
export async function startCallingly(options: StartOptions): Promise<RunningCallingly> {
  let core: Callingly;
  // The port comes first: a process that does not get it must not have touched the journal of the one that has it.
  const { url, close } = await serve((request) => core.handle(request), options.port);
  try {
    core = createOnRealTime(options);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    token: options.token ?? demoToken,
    core,
    close() {
      core.close();
      return close();
    },
  };
}

const createOnRealTime = ({ dataDir, token, populate, speed, switches, onRing }: StartOptions): Callingly =>
  createCallingly({
    clock: Date.now,
    timers: systemTimers,
    random: Math.random,
    deliver: post,
    populate: populate ?? demoWorld(token),
    switches: { ...switches, ...(speed === undefined ? {} : { speed }) },
    ...(dataDir === undefined ? {} : { journal: fileJournal(join(dataDir, "callingly.jsonl")) }),
    ...(onRing === undefined ? {} : { onRing }),
  });

const deliveryTimeoutMs = 10_000;

const post: Deliver = async (url, body) => {
  const { status } = await ask(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    timeoutMs: deliveryTimeoutMs,
    // It is not sent again if it gets lost.
    freshConnection: true,
  });
  return status;
};
