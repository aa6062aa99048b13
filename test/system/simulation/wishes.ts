import type { Lead } from "../../../lambda/lead/lead.ts";
import { minute } from "./times.ts";

/**
 * What people, their calendars and operators have said of when somebody is to be called, kept apart from the bridge: what
 * was said last counts, as soon as the bridge has answered that it has it.
 */

export interface Wish {
  /** In milliseconds since 1970, {@link AT_ONCE} or {@link UNREADABLE}; what is over has none. */
  readonly at: number;
  /** Nobody is to be called any more, or another appointment has taken its place. */
  readonly over?: "cancelled" | "moved" | undefined;
  /** As whoever said it dates it. */
  readonly saidAt: number;
  readonly sentAt: number;
  /** When the bridge said that it has it. */
  takenAt: number;
  /** In their words, where they are anybody's. */
  readonly text?: string;
  /** It says no moment and rules none out: it changes nothing of what was said before. */
  readonly isRemark?: true;
  /** Said another day, its words mean another moment. */
  readonly isRelative?: true;
  readonly byOperator?: true;
}

/** Of who asks for no time. */
export const AT_ONCE = 0;
/** Nobody can tell when: nobody rings before an operator has said so. */
export const UNREADABLE = Number.POSITIVE_INFINITY;

/** What wishes are about: the requests of a person at a door, or one agreed time. */
export interface Matter {
  readonly source: string;
  /** The last ten digits. */
  readonly phone: string;
  /** The vendor's id of it, to which the bridge may add of which kind it is, or whose seat. */
  readonly booking?: string | undefined;
  /** Somebody answers for the time: whoever rings before has not kept it. */
  readonly isAgreed: boolean;
  readonly wishes: Wish[];
}

/** A world, as far as it keeps what was said. */
interface Wished {
  readonly matters: Matter[];
}

export const tenDigits = (phone: string): string => phone.replace(/\D/g, "").slice(-10);

export const isAbout = ({ source, phone, booking }: Matter, lead: Lead): boolean =>
  source === lead.source &&
  (booking === undefined
    ? lead.booking === undefined && phone === tenDigits(lead.person.phone ?? "")
    : lead.booking === booking || lead.booking?.split("/").includes(booking) === true);

export const matterOf = (lead: Lead, { matters }: Wished): Matter | undefined =>
  matters.find((each) => isAbout(each, lead));

/** The requests of a person at a door. */
export function requestsOf({ matters }: Wished, source: string, phone: string, isAgreed: boolean): Matter {
  const digits = tenDigits(phone);
  const known = matters.find((each) => each.booking === undefined && each.source === source && each.phone === digits);
  const matter = known ?? { source, phone: digits, isAgreed, wishes: [] };
  if (!known) matters.push(matter);
  return matter;
}

/** What is on its way when a lead is claimed may or may not have been heard. */
export const UNDER_WAY_MS = minute;

/** What a vendor dates counts by its dates, and what a form brings by when it came. */
const orderOf =
  ({ booking }: Matter) =>
  (one: Wish, other: Wish): number =>
    booking === undefined ? one.takenAt - other.takenAt : one.saidAt - other.saidAt;

export interface Doubt {
  /** Nobody can tell from outside which of several leads a wish was about. */
  readonly isShared?: boolean;
  /** A worker may take what a vendor dates for older by so much: nothing was said later than it came. */
  readonly clockErrorMs: number;
}

/** What may count at a moment: the last that was surely heard by then, and what was on its way. */
export function countingAt(matter: Matter, moment: number, { isShared, clockErrorMs }: Doubt): readonly Wish[] {
  const all = matter.wishes.filter(({ sentAt }) => sentAt <= moment);
  const isSaid = all.some(({ isRemark, takenAt }) => !isRemark && takenAt < moment - UNDER_WAY_MS);
  const said = isSaid ? all.filter(({ isRemark }) => !isRemark) : all;
  const own = said.filter(({ byOperator }) => !byOperator);
  const decided = said.findLast(({ byOperator }) => byOperator);
  if (isShared) return said;
  if (!decided) return lastOf(matter, own, moment, clockErrorMs);
  // What was on its way to the bridge then, the operator did not know.
  const knew = own.filter(({ takenAt }) => takenAt <= decided.takenAt);
  const known = lastOf(matter, knew, decided.takenAt, clockErrorMs);
  const later = own.filter((each) => !knew.includes(each)).toSorted(orderOf(matter));
  // Whoever says the same once more, after an operator has named another time, says nothing new.
  const news = later.filter((each, index) => !(index === 0 ? known : later.slice(index - 1, index)).some(isSame(each)));
  const last = lastOf(matter, news, moment, clockErrorMs);
  const isHeard = last.some(
    ({ takenAt }) => takenAt > decided.takenAt + UNDER_WAY_MS && takenAt < moment - UNDER_WAY_MS,
  );
  return isHeard ? last : [decided, ...last];
}

const isSame = (one: Wish) => (other: Wish) => one.at === other.at && one.over === other.over;

function lastOf(matter: Matter, said: readonly Wish[], moment: number, clockErrorMs: number): readonly Wish[] {
  const order = orderOf(matter);
  const heard = said.filter(({ takenAt }) => takenAt < moment - UNDER_WAY_MS).toSorted(order);
  const last = heard.at(-1);
  if (!last) return said;
  const isInDoubt = ({ saidAt }: Wish) => matter.booking !== undefined && saidAt > last.saidAt - clockErrorMs;
  return said.filter((each) => each === last || isInDoubt(each) || (!heard.includes(each) && order(each, last) > 0));
}

/** What counts for good once everything has settled; undefined where nobody knows whether more was heard. */
export function settledWish(matter: Matter, now: number, doubt: Doubt): Wish | undefined {
  const [one, ...others] = countingAt(matter, now, doubt);
  return others.length === 0 && one !== undefined && one.takenAt < now - UNDER_WAY_MS ? one : undefined;
}
