import type { BaseUrls, FarEnds } from "./far-ends.ts";
import type { Output } from "./output.ts";

/** What a bridge on this machine is started with. */
export interface BridgeOptions {
  /** Default: bridge.config.ts */
  readonly configPath?: string | undefined;
  /** Where the bridge listens; the stand-in and the demo page take the ports after it. 0 picks free ones. */
  readonly port: number;
  /** Keeps the table, the keys and the stand-ins' worlds over restarts. */
  readonly dataDir?: string | undefined;
  /** The real Callingly, or a server like it; without it the stand-in is started. */
  readonly callingly?: { readonly apiKey: string; readonly baseUrl?: string | undefined } | undefined;
  /** How many times faster than life the stand-in's calls go. */
  readonly speed?: number | undefined;
  /** Public address that leads to the bridge. */
  readonly callbackBaseUrl?: string | undefined;
  /** Where CRMs are, by name, and platforms, by source; those that are not named stay on this machine. */
  readonly crmBaseUrls?: BaseUrls | undefined;
  readonly platformBaseUrls?: BaseUrls | undefined;
  /** Folder of a stack that was synthesised before; without it the configuration is synthesised now. */
  readonly assembly?: string | undefined;
  /** A running DynamoDB engine; without it one is started. */
  readonly engineUrl?: string | undefined;
  readonly output: Output;
}

/** The far ends that somebody named. */
export const namedEnds = ({
  crmBaseUrls = {},
  platformBaseUrls = {},
}: Pick<BridgeOptions, "crmBaseUrls" | "platformBaseUrls">): FarEnds => ({
  crms: crmBaseUrls,
  platforms: platformBaseUrls,
});

/** Whether dials go to the stand-in, or to another server of this machine: nobody is rung. */
export const dialsStayHere = ({ callingly }: Pick<BridgeOptions, "callingly">): boolean =>
  callingly === undefined || isHere(callingly.baseUrl);

const isHere = (address: string | undefined): boolean =>
  address !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(new URL(address).hostname);
