import type { Field } from "./field.ts";
import { meaningOf } from "./meaning.ts";
import type { Told } from "./told.ts";

/**
 * Which person of a form is the lead. Whoever is named as somebody else never is; a seller or a parent is the lead
 * where nobody else is there; and of a list of people the first is.
 */

export function leadsFields(all: readonly Told[]): Told[] {
  const told = isChilds(all) ? all.map(asParent) : all;
  const later = laterPeople(told);
  const isReceiver = receiverOf(told);
  const mine = told.filter((each) => each.whose.class !== "other" && !later(each) && !isReceiver(each));
  const role = (each: Told): string => `${each.whose.class} ${familyOf(each.whose.role)}`;
  const own = mine.filter(({ whose }) => whose.class === "self");
  const others = mine.filter(({ whose }) => whose.class !== "self");
  if (others.length === 0) return own;
  const hasPhone = (fields: readonly Told[]) => fields.some(({ says }) => (says.phone ?? 0) >= 40);
  const hasName = (fields: readonly Told[]) => fields.some(({ says, needsNear }) => isNamed(says) && !needsNear);
  const groups = new Map<string, Told[]>();
  for (const each of others) {
    const group = groups.get(role(each));
    if (group) group.push(each);
    else groups.set(role(each), [each]);
  }
  const adults = [...groups].filter(([name]) => name.startsWith("maybe")).map(([, fields]) => fields);
  const minors = [...groups].filter(([name]) => name.startsWith("minor")).map(([, fields]) => fields);
  if (hasName(own)) return own;
  for (const candidates of [adults, minors]) {
    const named = candidates.filter(hasName);
    const [only] = named;
    if (only === undefined) continue;
    // Who sends something asks for it, and each of the parents is one.
    const sender = named.find(([first]) => SENDER.test(first?.whose.role ?? ""));
    const reached = named.filter(hasPhone);
    const areParents = reached.every(([first]) => PARENT.test(first?.whose.role ?? ""));
    if (named.length > 1 && sender === undefined && reached.length !== 1 && !(reached.length > 1 && areParents))
      continue;
    const chosen = named.length > 1 ? (sender ?? reached[0] ?? only) : only;
    // The owner of a record is whose customer the lead is.
    if (chosen[0]?.whose.role === "owner" && own.some(({ says }) => says.email)) continue;
    // The phone of one role does not go with the name of another.
    if (own.some(({ says, whose }) => says.phone && whose.role !== "")) continue;
    // Where the lead has a phone that is nobody else's by name, no other is looked at.
    return [...own, ...(hasPhone(own) ? chosen.filter(({ says }) => !says.phone) : chosen)];
  }
  return own;
}

const SENDER =
  /^(?:sender|giver|giftgiver|purchaser|absender|expediteur|remitente|mittente|remetente|afzender|nadawca|отправитель|gonderen|avsandare|avsender|afsender|odesilatel|felado)$/;

/** By one word each, in the languages of the vocabulary. */
const PARENT = new RegExp(
  `^(?:${"mother|mom|mum|father|dad|mutter|vater|mère|père|mamá|papá|madre|padre|mamma|papà|mãe|pai|mamãe|papai|moeder|vader|pappa|matka|matki|ojciec|ojca|matky|otce|mamei|tatălui|anya|apa|édesanyja|мать|матери|отец|отца|мама|мамы|папа|папы|anne|baba|annesi|babası|父|母|父親|母親|父亲|母亲|어머니|아버지"
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace("ı", "i")})$`,
  "u",
);

/** Where nobody but a child is named, a mother or father is who asks, and not somebody beside them. */
function isChilds(told: readonly Told[]): boolean {
  const has = (...classes: Told["whose"]["class"][]) =>
    told.some(({ whose, says, needsNear }) => classes.includes(whose.class) && isNamed(says) && !needsNear);
  return has("minor") && !has("self", "maybe");
}

const asParent = (told: Told): Told =>
  told.whose.class === "other" && PARENT.test(told.whose.role)
    ? { ...told, whose: { class: "maybe", role: told.whose.role } }
    : told;

const isNamed = (says: Told["says"]): boolean =>
  (says.first ?? 0) >= 60 || (says.last ?? 0) >= 60 || (says.full ?? 0) >= 60;

/** Parent and guardian are one person in a form. */
const familyOf = (role: string): string =>
  /parent|guardian|eltern|erziehung|tutor|tuteur|genitore|ouder|rodzic|opiekun|padre|保護者|보호자|家长/.test(role)
    ? "parent"
    : /child|kid|student|pupil/.test(role)
      ? "child"
      : role;

/**
 * In a list of people all but one: the first that is said to be the lead, or is not said to be somebody else. Numbers of one
 * person are a list as well, but nobody is named there.
 */
function laterPeople(told: readonly Told[]): (each: Told) => boolean {
  const lists = new Set<string>();
  const parts = new Map<string, Map<number, Part>>();
  for (const { field, says } of told) {
    const part = partOf(field);
    for (const { path, item } of field.inside) {
      if (item === undefined) continue;
      if (isNamed(says)) lists.add(path);
      const known = parts.get(path) ?? new Map<number, Part>();
      if (part !== "none" || !known.has(item)) known.set(item, part);
      parts.set(path, known);
    }
  }
  const chosen = new Map<string, number | undefined>();
  for (const list of lists) {
    const items = [...(parts.get(list) ?? [])].sort(([one], [other]) => one - other);
    const [item] = items.find(([, part]) => part === "lead") ?? items.find(([, part]) => part === "none") ?? [];
    chosen.set(list, item);
  }
  return ({ field }) =>
    field.inside.some(({ path, item }) => item !== undefined && chosen.has(path) && chosen.get(path) !== item);
}

type Part = "lead" | "other" | "none";

/** `role: "spouse"`, `organizer: true`: what a field says of the person that it stands in. */
function partOf({ called, text }: Field): Part {
  const name = called.at(-1) ?? "";
  const said = /^true$/i.test(text) ? name : ROLE.test(name) && text.length < 40 ? text : undefined;
  if (said === undefined) return "none";
  if (/^(?:is[_ ]?)?(?:primary|main|self|lead)$/i.test(said.trim())) return "lead";
  const whose = meaningOf(said).whose?.class;
  return whose === "other" ? "other" : whose === "self" && said === text ? "lead" : "none";
}
const ROLE = /(?:^|[^a-z])(?:role|type|kind|relation|relationship)$|(?:Role|Type|Kind|Relation|Relationship)$/;

/** A marketplace names the customer and, beside, the business that it sends him to. */
function receiverOf(told: readonly Told[]): (each: Told) => boolean {
  const hasCustomer = told.some(({ field }) =>
    field.inside.some(({ name }) => meaningOf(name).whose?.class === "self"),
  );
  const isPersonNamed = told.some(({ field, says, whose, needsNear }) => {
    return field.inside.length === 0 && whose.class === "self" && isNamed(says) && !needsNear;
  });
  const named = new Set(told.flatMap(({ field, says }) => (isNamed(says) || says.company ? [field.container] : [])));
  return ({ field }) => {
    const holder = field.inside.at(-1)?.name ?? "";
    return hasCustomer ? RECEIVER.test(holder) : isPersonNamed && OFFICE.test(holder) && named.has(field.container);
  };
}

/** A part of whoever gets the lead, where it has a name of its own beside the person's. */
const OFFICE = /^(?:assigned_?)?(?:office|team|agency|practice|department|franchise|queue)$/i;

const RECEIVER =
  /^(?:business|user|account|team|agency|merchant|tenant|workspace|sub_?account|professional|advertiser|franchise)(?:_?info|_?details)?$/i;
