import type { IncomingMessage } from "node:http";
import type { Outgoing } from "../../lib/program/serve.ts";

/**
 * Requests at the front door, the refused ones above all, so that "my form does nothing" has an answer. The texts shown
 * are the bridge's own; the request as it came is kept for the person who asks for it, the newest few only, in memory.
 */
export interface RefusalLog {
  /** Takes every exchange. */
  note(exchange: Exchange): void;
  /** Newest first. */
  refused(): Refused[];
  /** Those that were taken as well, newest first. */
  all(): Knock[];
  /** The request as it came, but for the key in its address, to be saved as a file. */
  requestOf(id: number): Buffer | undefined;
  /** Tells of each that is refused. @returns how to stop it */
  listen(listener: (refused: Refused) => void): () => void;
}

export interface Exchange {
  readonly request: IncomingMessage;
  /** Undefined: there was more of it than may be. */
  readonly body: Buffer | undefined;
  readonly answer: Outgoing;
}

export interface Refused {
  readonly id: number;
  readonly at: string;
  /** Undefined: the address names no source. */
  readonly source: string | undefined;
  readonly status: number;
  readonly why: string;
  readonly next: string;
}

/** A request at the door, whatever became of it. */
export interface Knock extends Refused {
  readonly isRefused: boolean;
}

export interface RefusalLogOptions {
  /** Names of the sources: anything else that an address has in their place was chosen by the sender. */
  readonly sources: readonly string[];
  readonly now: () => Date;
  /** How many requests are kept. @default 200 */
  readonly keep?: number;
}

/** Of all requests together: the oldest make room for a large one. */
const keptBytes = 8_000_000;

interface Kept {
  readonly knock: Knock;
  readonly request: Buffer;
}

export function refusalLog({ sources, now, keep = 200 }: RefusalLogOptions): RefusalLog {
  let kept: readonly Kept[] = [];
  const listeners = new Set<(refused: Refused) => void>();
  let count = 0;
  return {
    note({ request, body, answer }) {
      const [, place = "", name = ""] = pathOf(request).split("/");
      const source = place === "leads" ? sources.find((one) => one === name) : undefined;
      const { status } = answer;
      const isRefused = status >= 400;
      const why = (status === 404 && wherefrom(place)) || wordsIn(answer) || `answered ${status}`;
      count += 1;
      const next = isRefused ? nextStep(status, place, source, sources) : "";
      const knock = { id: count, at: now().toISOString(), source, status, why, next, isRefused };
      kept = newest([{ knock, request: rawRequest(request, body) }, ...kept], keep);
      if (isRefused) for (const listener of listeners) listener(knock);
    },
    refused: () => kept.flatMap(({ knock: { isRefused, ...refused } }) => (isRefused ? [refused] : [])),
    all: () => kept.map(({ knock }) => knock),
    requestOf: (id) => kept.find(({ knock }) => knock.id === id)?.request,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** As many as are kept: first the accepted ones make room, as nobody asks what is wrong with those. */
function newest(all: readonly Kept[], most: number): readonly Kept[] {
  let left = [...all];
  const isTooMuch = () => left.length > most || left.reduce((sum, { request }) => sum + request.length, 0) > keptBytes;
  while (left.length > 1 && isTooMuch()) {
    const at = left.findLastIndex(({ knock }, index) => index > 0 && !knock.isRefused);
    left = left.toSpliced(at === -1 ? left.length - 1 : at, 1);
  }
  return left;
}

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0] ?? "/";

const wherefrom = (place: string): string | undefined =>
  ({
    leads: "No source has this name",
    callingly: "This address of Callingly's webhooks does not belong to this bridge, or no longer",
  })[place] ?? "Nothing is at this address";

/** The answer that the sender got, in our own words: a problem in JSON, or a page. */
function wordsIn({ body }: Outgoing): string | undefined {
  const text = body.toString("utf8");
  const page = /<title>([^<]*)<\/title>/.exec(text)?.[1];
  if (page !== undefined)
    return [page, ...[...text.matchAll(/<li>([^<]*)<\/li>/g)].map(([, point]) => point)].join(": ");
  try {
    const { title, message, errors = {} } = JSON.parse(text);
    return [title ?? message, ...Object.values(errors)].filter((word) => typeof word === "string").join(": ");
  } catch {
    return undefined;
  }
}

function nextStep(status: number, place: string, source: string | undefined, sources: readonly string[]): string {
  if (place === "callingly")
    return "The bridge registers its webhooks again by itself; npm run --silent bridge -- doctor --local says whether they are well.";
  if (status === 404)
    return `Leads are posted to /leads/ and the name of a source (${sources.join(", ")}); npm run --silent bridge -- sources --local shows the addresses.`;
  if (status === 401 || status === 403)
    return "npm run --silent bridge -- sources --local shows the address with its key, and … secrets list --local which signing secrets are set.";
  if (status === 405) return "Leads are sent by POST; a redirect on the way turns it into GET.";
  if (status === 429) return "The front door takes so many at once; the sender has to wait and send again.";
  if (status >= 500)
    return "The sender is asked to send it again. What went wrong stands above; npm start -- --verbose says more.";
  return `Save the request from the demo page and type: npm run --silent bridge -- preview FILE${source ? ` --source ${source}` : ""}`;
}

/** As it came over the wire; its body without the encoding that carried it. */
function rawRequest(request: IncomingMessage, body: Buffer | undefined): Buffer {
  const { method = "GET", url = "/", httpVersion, rawHeaders } = request;
  const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""] as const] : []));
  const shown = pairs.filter(([name]) => !/^(transfer-encoding|content-length)$/i.test(name));
  const length: readonly (readonly [string, string])[] = body ? [["content-length", String(body.length)]] : [];
  const lines = [...shown, ...length].map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${withoutKey(url)} HTTP/${httpVersion}`, ...lines, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), body ?? Buffer.alloc(0)]);
}

/** Whatever follows the name in an address may be a key; so may a `key` in its query. */
const withoutKey = (url: string): string =>
  url.replace(/^(\/(?:leads|callingly)\/[^/?]+)\/[^?]+/, "$1/KEY").replace(/([?&]key=)[^&]*/g, "$1KEY");

/** One line for the terminal. */
export function refusedLine({ at, source, status, why, next }: Refused): string {
  const time = new Date(at).toTimeString().slice(0, 8);
  return `${time}  refused ${status}  ${source ?? "no source"}  ${why}\n          ${next}`;
}
