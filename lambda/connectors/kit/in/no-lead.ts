import { textAt, valueAt } from "../../../lead/reader/fields.ts";
import type { Reading } from "../../contract/intake.ts";

/** What senders send that is no lead, as they say themselves: trials, handshakes, and events at which something ended. */

type Nothing = Extract<Reading, { readonly why: string }>;

/** Where senders say what a request is: at its top, or in what is wrapped around a lead. */
const PLACES = ["", "data", "payload", "lead", "entry", "body", "event", "meta", "metadata"];

/** A flag of the sender that says it is a trial: it counts at every connector, as the number in it may be anybody's. */
export function trialIn(body: unknown): Nothing | undefined {
  const isTrial = keysOf(body).some(
    ({ name, text }) =>
      (IS_TRIAL.test(name) && /^(?:true|1|yes|on)$/i.test(text)) ||
      (/^(?:mode|environment|env)$/.test(name) && /^(?:test|sandbox)$/i.test(text)) ||
      (name === "livemode" && /^(?:false|0)$/i.test(text)),
  );
  return isTrial ? { kind: "test", why: "the sender says that it is a test" } : undefined;
}

const IS_TRIAL = /^(?:is)?test(?:lead|mode|event|data|submission|entry|request)?$/;

/** An event at which nobody asks to be called. */
export function endIn(body: unknown): Nothing | undefined {
  const said = keysOf(body);
  const hasEvent = said.some(({ name }) => IS_EVENT.test(name));
  for (const { name, text } of said) {
    if (text.length > 80 || /\s/.test(text)) continue;
    const isState = STATE.test(name) && (hasEvent || name !== "status");
    if (isState && OVER.has(text.toLowerCase())) return { kind: "ignored", why: "the event says that something ended" };
    const words = wordsIn(text);
    const isEvent = IS_EVENT.test(name);
    if (!isEvent && !MAY_BE_EVENT.test(name)) continue;
    if (HANDSHAKE.test(words.join(""))) {
      return { kind: "ignored", why: "the sender tries whether the address works" };
    }
    // In a form, "type" may be what somebody asks about.
    const isEnd = words.some((word) => END.has(word)) || /no_?show/i.test(text);
    if (isEnd && (isEvent || words.length > 1 || OVER.has(text))) {
      return { kind: "ignored", why: "the event says that something ended" };
    }
    if (isEvent && words.length <= 2 && words.some((word) => word === "test" || word === "ping")) {
      return { kind: "test", why: "the sender says that it is a test" };
    }
  }
  return undefined;
}

const IS_EVENT =
  /^(?:webhook|hook|trigger)?event(?:s?(?:type|name|key|kind))?$|^trigger(?:type|name)?$|^(?:subscription|notification|webhook|hook)(?:type|topic|name)$/;
/** What became of what was booked; alone it may be a field of the form. */
const STATE = /^(?:booking|appointment|meeting|event|reservation)?status$/;
const MAY_BE_EVENT = /^(?:type|action|topic|messagetype)$/;
const END = new Set(
  "cancelled canceled cancellation cancel deleted delete removed remove deletion unsubscribed unsubscribe ended noshow archived merged trashed".split(
    " ",
  ),
);
/** Alone in a field that may be the visitor's, only these are a machine's words. */
const OVER = new Set(["cancelled", "canceled", "deleted", "delete", "removed", "unsubscribed", "unsubscribe"]);
const HANDSHAKE =
  /^(?:url|endpoint|webhook|hook|subscription|unsubscribe|address)+(?:verification|validation|verify|validate|confirmation|challenge|handshake)$|^handshake$/;

const wordsIn = (text: string): string[] =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

interface Said {
  /** In small letters without marks. */
  readonly name: string;
  readonly text: string;
}

const MOST_KEYS = 200;

function keysOf(body: unknown): Said[] {
  return PLACES.flatMap((place): Said[] => {
    const holder = place === "" ? body : valueAt(body, place);
    if (typeof holder !== "object" || holder === null || Array.isArray(holder)) return [];
    return Object.keys(holder)
      .slice(0, MOST_KEYS)
      .flatMap((key) => {
        const text = key.length > 40 ? undefined : textAt(holder, key);
        return text === undefined ? [] : [{ name: key.toLowerCase().replace(/[^a-z]/g, ""), text }];
      });
  });
}
