import type { Bridge } from "../../../lambda/config/bridge.ts";
import type { Worker } from "../../../lambda/lead/item.ts";
import type { HttpReply, HttpRequest } from "../../../lambda/runtime/http.ts";
import type { Store } from "../../../lambda/store/store.ts";
import type { FarCallingly } from "./callingly.ts";
import type { FarCrms } from "./crms.ts";
import type { Ground } from "./instance.ts";
import type { Rung } from "./table.ts";

/** What can be asked of the bridge's functions, and what they live on. */

/** The five functions of the bridge. */
export interface Functions {
  /** A request with a lead or an opt-out comes in; `answered` hears undefined when the function broke off. */
  accept(request: HttpRequest, answered: (reply: HttpReply | undefined) => void): void;
  hear(request: HttpRequest, answered: (reply: HttpReply | undefined) => void): void;
  /** The stream delivers records. */
  woken(records: readonly Rung[]): void;
  /** The minute's tick of one worker. */
  tick(worker: Worker): void;
  /** The night's comparison of what Callingly lists with what we know. */
  compare(): void;
  /** Looks after the webhooks that Callingly holds; `whenOver` hears whether it got to the end. */
  register(thorough: boolean, whenOver: (done: boolean) => void): void;
}

export interface Surroundings {
  readonly ground: Ground;
  readonly store: Store;
  readonly callingly: FarCallingly;
  readonly crms: FarCrms;
  readonly bridge: () => Bridge;
  readonly secrets: Secrets;
  readonly random: () => number;
}

/** What Secrets Manager holds; a test may take things out of it or put others in. */
export interface Secrets {
  tokens: Record<string, string>;
  crms: Record<string, Record<string, string>>;
  sourceKeys: (source: string) => readonly string[];
  suppressionSeeds: readonly string[];
  callbackTokens: (account: string) => readonly string[];
}
