import type { Field, Inside } from "./field.ts";
import { type Target, targets } from "./kinds.ts";
import type { Kind } from "./lexicon.ts";
import { type Meaning, meaningOf } from "./meaning.ts";
import { isNobodysName, isOfThing, isRoleAlone } from "./vague-names.ts";
import type { Whose } from "./whose.ts";

/** What everything around a value tells of it: question, owner's name, key, declared type, and what it stands in. */

export interface Told {
  readonly field: Field;
  /** How surely it is each field, up to 110: names that agree are worth more than one. */
  readonly says: { readonly [target in Target]?: number };
  /** What the sender itself declares it to be. */
  readonly typed: Target | undefined;
  readonly whose: Whose;
  readonly isSecond: boolean;
  /** The same once more, for certainty. */
  readonly isAgain: boolean;
  readonly isReversed: boolean;
  /** A name beside a phone or an address is a person's, whatever the thing around it is called. */
  readonly needsNear: boolean;
  /** It is a number of something that we do not know. */
  readonly isOfThing: boolean;
  /** Nothing speaks against the shape of its value. */
  readonly isFree: boolean;
  /** The same for an address, which many sites take for the name of a user. */
  readonly isFreeForAddress: boolean;
  /** Nobody gave it a name that says anything. */
  readonly isNameless: boolean;
}

/** What stands further outside is a page's; the longest path of the shown forms has six parts. */
const MOST_PARTS = 12;

/** `ctl00$Main$txtPhone` is a path as `main.phone` is; a key with a blank in it is a label. */
function partsOfKey(name: string): string[] {
  if (/[\s@]/.test(name) || !/[$/.:]|__/.test(name)) return [name];
  const parts = name
    .split(/[$/.:]+|__/)
    .filter((part) => /\p{L}/u.test(part))
    .slice(-MOST_PARTS);
  const last = parts.findLastIndex((part) => !meaningOf(part).isSilent);
  // `Tlf.nr` is a label with a dot in it.
  if (last > 0 && [...meaningOf(parts[last] ?? "").mentions].every((kind) => kind === "number")) return [name];
  return last < 0 ? [name] : parts.slice(Math.max(0, last - 3), last + 1);
}

const SELF: Whose = { class: "self", role: "" };

export function toldBy(field: Field): Told {
  const keys = field.called.map(partsOfKey);
  const names = keys.map((parts) => meaningOf(parts.at(-1) ?? ""));
  const holders = field.inside.map(({ name }) => meaningOf(name));
  const around = [...keys.flatMap((parts) => parts.slice(0, -1).map(meaningOf)), ...holders];
  const type = field.type === undefined ? undefined : meaningOf(field.type.replace(/[_-]+/g, " "));
  const typed = typedBy(field, type);
  const says: { [target in Target]?: number } = {};
  for (const target of targets) {
    const worth = strengthOf(target, names, type, typed);
    if (worth > 0) says[target] = worth;
  }
  if (says.full === undefined && isRoleAlone(names, field.text)) says.full = 70;
  const parent = around.at(-1);
  const needsNear = parent === undefined ? false : heedParent(says, names, parent, field);
  // In what a visitor answered, a location is a question.
  const isAsked = field.inside.some(({ name }) => /^(?:responses|answers|questions|fields|form_?data)$/i.test(name));
  const isPlace = !isAsked && holders.some((meaning, at) => isOtherPlace(meaning, field.inside[at], says));
  const isPlaces = isPlace || names.some((meaning) => meaning.isPlace && (meaning.says.phone || meaning.says.email));
  const whose = isPlaces ? { class: "other" as const, role: "place" } : whoseIs(names, around, field);
  const mentions = [...names, ...holders, ...(type ? [type] : [])].flatMap((meaning) =>
    meaning.isForm ? [] : [...meaning.mentions],
  );
  return {
    field,
    says,
    typed,
    whose,
    isSecond: [...names, ...around, ...(type ? [type] : [])].some((meaning) => meaning.isSecond),
    isAgain: field.path === "_replyto" || names.some((meaning) => meaning.mentions.has("tries")),
    isReversed: names.some((meaning) => meaning.isReversed),
    needsNear,
    isOfThing: names.some(isOfThing),
    isFree: !mentions.some((kind) => SPEAKS_AGAINST.has(kind)) && whose.class === "self",
    isFreeForAddress:
      !mentions.some((kind) => SPEAKS_AGAINST.has(kind) && kind !== "user" && kind !== "id") && whose.class === "self",
    isNameless: field.called.every((name, at) => isNobodysName(name, names[at])),
  };
}

/** Whatever one of these words says, a value that only looks like a number or an address is something else. */
const SPEAKS_AGAINST: ReadonlySet<Kind> = new Set<Kind>(
  "fax ext dial area place id time amount count about consent secret hidden thing message title user other maybe minor co company first last".split(
    " ",
  ) as Kind[],
);

function typedBy(field: Field, type: Meaning | undefined): Target | undefined {
  const declared = targets.find((target) => target === TARGETS[field.declared ?? ""]);
  if (declared) return declared;
  // Calendly rings the invitee; in an inbound call the number is the host's.
  if (field.type?.replace(/\W|_/g, "").toLowerCase() === "outboundcall") return "phone";
  return type && targets.find((target) => (type.says[target] ?? 0) >= 75);
}

const TARGETS: Readonly<Record<string, Target>> = {
  phone: "phone",
  email: "email",
  firstName: "first",
  lastName: "last",
  fullName: "full",
  company: "company",
};

/** Names that agree add up; a question that says otherwise outweighs the key, but not what the sender declares. */
function strengthOf(
  target: Target,
  names: readonly Meaning[],
  type: Meaning | undefined,
  typed: Target | undefined,
): number {
  if (typed === undefined && names.every(({ says }) => says[target] === undefined)) return 0;
  if (type?.decoy !== undefined && NO_SUCH_TYPE.has(type.decoy)) return 0;
  const strengths = names.map(({ says }) => says[target] ?? 0);
  const best = Math.max(0, ...strengths);
  const [question, ...others] = names;
  const isDenied = question?.decoy !== undefined;
  if (typed === target)
    return isDenied && question.decoy !== undefined && DENIES.has(question.decoy) ? 0 : 100 + best / 10;
  if (typed !== undefined || isDenied) return 0;
  if (best === 0) return 0;
  // A question that names another field of a person is believed before the key.
  if (strengths[0] === 0 && question && Object.values(question.says).some((worth) => worth >= 70)) return 0;
  const agreed = strengths.filter((strength) => strength > 0).length > 1 ? 10 : 0;
  return best + agreed - (others.some(({ decoy }) => decoy !== undefined) ? 15 : 0);
}

/** These stand even against the type: builders declare a fax as a phone number. */
const DENIES: ReadonlySet<Kind> = new Set<Kind>(["fax", "ext", "dial", "area", "consent", "hidden", "id", "secret"]);
const NO_SUCH_TYPE: ReadonlySet<Kind> = new Set<Kind>(["fax", "ext", "dial", "area", "hidden", "consent"]);

/** What a value stands in tells what a bare `name`, `address` or `number` is. @returns whether it needs a neighbour */
function heedParent(
  says: { [target in Target]?: number },
  names: readonly Meaning[],
  parent: Meaning,
  field: Field,
): boolean {
  const isSilent = names.every(({ isSilent, mentions }) => isSilent || [...mentions].every((kind) => HARDLY.has(kind)));
  if (!says.email && (parent.says.email ?? 0) >= 75 && field.text.includes("@")) says.email = 70;
  if ((says.phone ?? 0) < 60 && (parent.says.phone ?? 0) >= 75 && isSilent) says.phone = 60;
  const own = says.full ?? 0;
  if (own === 0) return false;
  if ((parent.says.company ?? 0) >= 60 || parent.mentions.has("company")) {
    says.company = 85;
    delete says.full;
    return false;
  }
  const holder = field.inside.at(-1)?.name ?? "";
  if (/(?:fields|data|values|answers|responses)$/i.test(holder)) return false;
  return (parent.decoy !== undefined && parent.decoy !== "message") || parent.isPlace;
}

/** `numero` in a phone is the phone. */
const HARDLY: ReadonlySet<Kind> = new Set<Kind>(["number", "filler", "link"]);

function whoseIs(names: readonly Meaning[], around: readonly Meaning[], field: Field): Whose {
  const all = [...names, ...around].flatMap(({ whose }) => whose ?? []);
  const other = all.find((whose) => whose.class === "other");
  if (other) return other;
  const sender = field.inside.map(({ name }) => SENDERS[name.toLowerCase()]).find((whose) => whose !== undefined);
  if (sender) return sender;
  return all.find((whose) => whose.class !== "self") ?? all[0] ?? SELF;
}

/** Who wrote a mail is the lead only where nobody else is named; whom it went to never is. */
const SENDERS: Readonly<Record<string, Whose>> = {
  from: { class: "maybe", role: "sender" },
  old: { class: "other", role: "former" },
  previous: { class: "other", role: "former" },
  before: { class: "other", role: "former" },
  sender: { class: "maybe", role: "sender" },
  owner: { class: "other", role: "owner" },
  to: { class: "other", role: "recipient" },
  recipients: { class: "other", role: "recipient" },
};

/** A location or dealer with a phone of its own; the company of a person tells only what it is called. */
function isOtherPlace(
  meaning: Meaning,
  inside: Inside | undefined,
  says: { readonly [target in Target]?: number },
): boolean {
  if (inside === undefined || meaning.rest.length > 0) return false;
  const isCompany = (meaning.says.company ?? 0) >= 60;
  return (meaning.isPlace || isCompany) && !(isCompany && says.company);
}
