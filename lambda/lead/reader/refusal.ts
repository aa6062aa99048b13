import type { Why } from "./draft.ts";
import type { Field } from "./field.ts";
import {
  ASKS_TO_CALL,
  DENIED,
  IS_ABOUT_REACHING,
  isAnotherWay,
  MAY_WE,
  MENTIONS,
  NO,
  NO_CALLS,
  NO_CALLS_ELSEWHERE,
  ONLY_OTHERWISE,
  PAST,
  SAYS_NEVER,
  saysNoCalls,
  WISHES_NOT,
  YES,
} from "./refusal-words.ts";

/**
 * Whether somebody said that they want no call: by a flag (`do_not_call`), by the answer to a question ("May we call
 * you?" – "No"), or in their own words ("please don't call"). A consent that was merely not given is none, nor is a
 * preference for another way, nor a refusal of letters or texts.
 */
export function refusalIn(fields: readonly Field[]): Why | undefined {
  const channels = new Set(fields.filter(isCallChannel).map(({ container }) => container));
  for (const field of fields) {
    const reason =
      (channels.has(field.container) && isDenial(field)) || isBarredChannel(field)
        ? "it is a consent to calls that was denied"
        : refusal(field);
    if (reason) return { path: field.path, by: "name", reason };
  }
  return undefined;
}

const CHANNEL = /^(?:by )?(?:phone|voice|calls?|phone[ _-]?calls?|telephone)$/i;

/** `{channel: "phone", granted: false}`, `{type: "call", status: "denied"}`. */
const isCallChannel = ({ text }: Field): boolean => CHANNEL.test(text.trim());

function isDenial({ names, text }: Field): boolean {
  const name = names.flat().join(" ");
  return (GRANTED.test(name) && NO.test(text)) || (/\b(?:status|state|consent)$/.test(name) && DENIED.test(text));
}

/** `preferences: {calls: false}`. */
const isBarredChannel = ({ names, inside, text }: Field): boolean =>
  NO.test(text) &&
  names.some((words) => CHANNEL.test(words.join(" "))) &&
  inside.some(({ name }) => PREFERENCES.test(name));
const PREFERENCES = /prefer|communication|consent|permission|channel|subscri|opt_?(?:in|out)/i;

const GRANTED = /\b(?:granted|allowed|accepted|consented|agreed|opted in|opt in|enabled|subscribed|permitted)$/;

function refusal(field: Field): string | undefined {
  const text = field.text.trim();
  // The answer first: hardly any is one, and names are looked through for a hundred words.
  const isYes = YES.test(text);
  const isNo = !isYes && NO.test(text);
  if (isYes || isNo || SAYS_NEVER.test(text) || ONLY_OTHERWISE.test(text)) {
    for (const name of namesOf(field)) {
      if (!MENTIONS.test(name) || isAnotherWay(name)) continue;
      if (isYes && forbids(name)) return "its name says that no call is wanted, and the answer is yes";
      if (isNo && (MAY_WE.test(name) || ASKS_TO_CALL.test(name)) && !forbids(name) && !PAST.test(name)) {
        return "it asks whether to call, and the answer is no";
      }
      if (!isYes && (SAYS_NEVER.test(text) || ONLY_OTHERWISE.test(text)) && IS_ABOUT_REACHING.test(name)) {
        return "it asks how or when to call, and the answer is not to";
      }
    }
  }
  return saysNoCalls(text) ? "it says in words that no call is wanted" : undefined;
}

const forbids = (name: string): boolean =>
  NO_CALLS.test(name) || NO_CALLS_ELSEWHERE.test(name) || (WISHES_NOT.test(name) && ASKS_TO_CALL.test(name));

/** All that it is called, and the way to it: `dndSettings.Call.status`. */
const namesOf = ({ names, around }: Field): ReadonlySet<string> =>
  new Set([...names, around].map((words) => words.join(" ")));
