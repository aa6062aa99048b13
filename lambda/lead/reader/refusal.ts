import type { Why } from "./draft.ts";
import type { Field } from "./field.ts";

/**
 * Whether somebody said that they want no call: by a flag (`do_not_call`), by the answer to a question ("May we call
 * you?" – "No"), or in their own words ("please don't call"). A consent that was merely not given is none, nor is a
 * preference for another way, nor a refusal of letters or texts.
 */
export function refusalIn(fields: readonly Field[]): Why | undefined {
  const channels = new Set(fields.filter(isCallChannel).map(({ container }) => container));
  for (const field of fields) {
    const isDenied = channels.has(field.container) && GRANTED.test(field.names.flat().join(" ")) && NO.test(field.text);
    const reason = isDenied ? "it is a consent to calls that was denied" : refusal(field);
    if (reason) return { path: field.path, by: "name", reason };
  }
  return undefined;
}

/** `{channel: "phone", granted: false}`. */
const isCallChannel = ({ text }: Field): boolean =>
  /^(?:phone|voice|calls?|phone[ _-]?calls?|telephone)$/i.test(text.trim());
const GRANTED = /\b(?:granted|allowed|accepted|consented|agreed|opted in|opt in|enabled|subscribed|permitted)$/;

const YES = /^(?:true|1|on|yes|y|x|checked|active|enabled|permanent|ja|oui|s[ií]|sim|da|да|tak|evet|✓|✔)$|^yes\b/iu;
const NO =
  /^(?:false|0|off|no|n|unchecked|never|nein|non|nao|não|nee|nej|nei|нет|nie|ei|hay[ıi]r|いいえ|아니요|否|不)$|^(?:no|nein|non|não|nee|nie)[,. ]|^(?:never|denied|declined|refused|i (?:do not|don'?t|disagree|decline)|not (?:agreed|given|granted|allowed))\b/iu;

function refusal(field: Field): string | undefined {
  const text = field.text.trim();
  for (const name of namesOf(field)) {
    if (!MENTIONS.test(name) || isAnotherWay(name)) continue;
    // The answer first: hardly any is one, and the patterns for questions take milliseconds to be compiled.
    if (YES.test(text) && NO_CALLS.test(name)) return "its name says that no call is wanted, and the answer is yes";
    if (NO.test(text) && MAY_WE.test(name) && !NO_CALLS.test(name) && !PAST.test(name))
      return "it asks whether to call, and the answer is no";
    if ((SAYS_NEVER.test(text) || ONLY_OTHERWISE.test(text)) && IS_ABOUT_REACHING.test(name)) {
      return "it asks how or when to call, and the answer is not to";
    }
  }
  return saysNoCalls(text) ? "it says in words that no call is wanted" : undefined;
}

/** All that it is called, and the way to it: `dndSettings.Call.status`. */
const namesOf = ({ names, around }: Field): ReadonlySet<string> =>
  new Set([...names, around].map((words) => words.join(" ")));

/** Looked for first: most fields have none of it. */
const MENTIONS =
  /call|contact|phone|ring\b|reach|dnc|dnd|disturb|opt|telefon|anruf|kontakt|appel|contacter|llam|chiam|contatt|ligar|contat|bellen|dzwon|звон/u;

/** Letters, texts and newsletters may be refused by who waits for a call. */
const isAnotherWay = (name: string): boolean =>
  /\b(?:e ?mails?|mails?|mailing|newsletter|sms|texts?|texting|whatsapp|fax|post|letters?|gmb|fb|facebook|instagram|webchat|marketing)\b/.test(
    name,
  ) && !/\b(?:calls?|called|calling|phone|phoned|telephone|ring|voice|anruf\w*|appel\w*|llam\w*|chiam\w*)\b/.test(name);

const NO_CALLS = new RegExp(
  [
    "\\b(?:do ?not|dont|don t|never|stop|no) ?(?:ever )?(?:be )?(?:tele)?(?:phone )?(?:calls?|calling|called|contact|contacted|phone|ring|telephone|disturb|solicit)\\b",
    "\\b(?:do ?not|dont|don t|never) (?:want|wish|like|agree|consent)(?: to)?(?: (?:be|receive|get|have|any|phone|telephone|sales|marketing))* (?:calls?|called|contacted|phoned)\\b",
    "\\b(?:dnc|dnd|optout|optedout)\\b",
    "\\bopt(?:ed)? out\\b",
    "\\b(?:calls?|phone|contact|voice) (?:unsubscribed?|blocked|refused|declined|barred)\\b",
    "\\b(?:nicht|nie) (?:mehr )?(?:anrufen|kontaktieren|telefonieren)|\\bkeine? anrufe?\\b",
    "\\bne (?:pas|plus|jamais) (?:m |me |nous )?(?:re)?(?:appeler|contacter|telephoner)",
    "\\bno (?:me )?(?:llamar|contactar|llamadas)\\b|\\bnon (?:chiamare|contattare)\\b|\\bnao (?:me )?(?:ligar|contatar)\\b",
    "\\bniet (?:bellen|contacteren)\\b|\\bnie dzwonic\\b|не звонить",
  ].join("|"),
  "u",
);

const CALL = "(?:calls?|called|calling|callback|call back|phone|phoned|telephone|ring|contact|contacted|reach out)";
const MAY =
  "(?:may|can|could|shall|should|do|ok|okay|allow|allows|allowed|permission|permit|agree|agreed|consent|consents|accept|want|wish|like|happy|willing|authori[sz]e|opt ?in)";
const MAY_WE = new RegExp(
  [
    `\\b${MAY}\\b.{0,60}\\b${CALL}\\b`,
    `\\b${CALL}\\b.{0,40}\\b(?:ok|okay|allowed|permission|permitted|consent|opt ?in|allow|agree|agreed|authori[sz]ed|wanted|requested)\\b`,
    "^(?:please )?(?:do )?(?:request |requested )?(?:a )?call ?(?:me|you|back)?(?: back)?(?: requested| wanted)?$",
    "\\b(?:darf|durfen|konnen|sollen|mochten|wollen|einverstanden|einwilligung)\\b.{0,60}(?:anruf|angerufen|kontakt|telefon)",
    "\\b(?:peut|pouvons|puis|peuvent|souhaitez|acceptez|accepte|voulez)\\b.{0,60}(?:appel|contact|telephon)",
    "\\b(?:podemos|puede|podria|desea|quiere|acepta|acepto|permite)\\b.{0,60}(?:llam|contact|telefon)",
    "\\b(?:possiamo|possono|desidera|vuole|accetta|acconsent\\w*)\\b.{0,60}(?:chiam|contatt|telefon)",
    "\\b(?:podemos|deseja|quer|aceita)\\b.{0,60}(?:ligar|contat|telefon)",
    "\\b(?:mogen|mag)\\b.{0,60}(?:bellen|contact)|\\bczy mozemy\\b.{0,60}(?:zadzwon|kontakt)",
  ].join("|"),
  "u",
);
/** These ask what was, or whether a number is one. */
const PAST =
  /\b(?:have|has|had|did|been|before|already|previously|ever|verified|valid|validated|first|where|how|when|which|time)\b/u;

const IS_ABOUT_REACHING =
  /\b(?:calls?|callback|contact|contacted|reach|phone|telephone|method|prefer|preferred|preference|time)\b|anruf|kontakt|appel|llam|chiam|contat/u;
const SAYS_NEVER = /^(?:never|none of these|do not|don'?t|no calls?|no phone|no contact)\b/iu;
const ONLY_OTHERWISE =
  /^(?:(?:by |via |per )?(?:e-?mail|text|sms|whatsapp|letter|post|chat)(?: message)?s? only|only (?:by |via )?(?:e-?mail|text|sms|whatsapp|chat)|nur (?:per |über )?(?:e-?mail|mail|sms|whatsapp)|(?:uniquement|seulement) par (?:e-?mail|mail|sms|courriel)|s[oó]lo (?:por )?(?:e-?mail|correo|whatsapp|sms))\b/iu;

const QUICK = /call|ring|phone|anruf|appel|llam|chiam|lig|bellen|dzwo|звон/iu;
const WORDS = new RegExp(
  [
    "(?<![\\p{L}])(?:please\\s+)?(?:do\\s+not|don['’]?t|never|stop)\\s+(?:ever\\s+)?(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|telephone)(?![\\p{L}])(?:\\s+(?:me|us|this|my|at all))?",
    "(?:^|[.,;!?(\\n–-]\\s*)(?:please\\s+)?no\\s+(?:(?:tele)?phone\\s+)?calls?(?![\\p{L}])",
    "(?<![\\p{L}])nicht\\s+anrufen|keine\\s+(?:telefon)?anrufe",
    "ne\\s+(?:pas\\s+(?:m['’]|me\\s+)?(?:r?appeler|t[ée]l[ée]phoner)|m['’]appele[zr]\\s+pas)|pas\\s+d['’]appels?",
    "(?<![\\p{L}])no\\s+(?:me\\s+)?llam(?:ar|en|e)(?:me)?(?![\\p{L}])|sin\\s+llamadas",
    "non\\s+(?:mi\\s+)?(?:chiamate|chiamare|chiamatemi)|n[ãa]o\\s+(?:me\\s+)?(?:ligar|liguem|ligue)(?![\\p{L}])|niet\\s+bellen|nie\\s+dzwoni[ćc]|не\\s+звон",
  ].join("|"),
  "iu",
);
/** A time at which not to call is none at which nobody may. */
const WITHIN_LIMITS =
  /^[^.!?\n]{0,30}(?<![\p{L}])(?:before|after|until|till|during|between|on|at|if|unless|while|later than|earlier|from|in the|vor|nach|zwischen|avant|apr[eè]s|entre|antes|despu[eé]s|prima|dopo|depois|voor|na|przed|po)(?![\p{L}])/iu;

function saysNoCalls(text: string): boolean {
  if (!QUICK.test(text)) return false;
  const said = WORDS.exec(text);
  return said !== null && !WITHIN_LIMITS.test(text.slice(said.index + said[0].length));
}
