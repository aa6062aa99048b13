import { isDeepStrictEqual } from "node:util";

/**
 * How leads and calls are written with few bytes: DynamoDB charges each started kilobyte of a write, and stores a lead
 * for more than a year. What a person reads in the table keeps its name. Each form says exactly what the long one says,
 * and what is long already is read as it is.
 */

export type Fields = Readonly<Record<string, unknown>>;

/** A lead as it is stored. Its key tells its id. */
export function shortLead({ id: _, ...fields }: Fields): Fields {
  const { dial, history, retention, consent, receivedAt: came } = fields;
  return {
    ...withoutUsual(fields, usualOfLead(fields)),
    ...(isFields(consent) && { consent: withoutUsual(consent, usualOfConsent) }),
    ...(isFields(dial) && { dial: `${since(came, dial.at)} ${since(came, dial.leaseUntil)} ${dial.id}` }),
    ...(isFields(retention) && { retention: shortRetention(retention) }),
    ...(Array.isArray(history) && { history: history.map((step: Fields) => shortStep(step, came)) }),
  };
}

/** @param stored whatever lies under the key of a lead */
export function longLead({ pk, ...stored }: Fields): Fields {
  const { dial, history, retention, consent, receivedAt: came } = stored;
  const fields = withUsual(
    {
      id: String(pk).slice("lead#".length),
      ...stored,
      ...(isFields(consent) && { consent: withUsual(consent, usualOfConsent) }),
      ...(typeof dial === "string" && { dial: longDial(dial, came) }),
      ...(typeof retention === "string" && { retention: longRetention(retention) }),
      ...(Array.isArray(history) && { history: history.map((step) => longStep(step, came)) }),
    },
    plainOfLead,
  );
  return withUsual(fields, usualOfLead(fields));
}

/** A call as it is stored. Its key tells its id. */
export function shortCall({ callId, ...fields }: Fields): Fields {
  const { result } = fields;
  return {
    ...withoutUsual(fields, usualOfCall),
    ...(isFields(result) && { result: withoutUsual(result, { callId }) }),
  };
}

/** @param stored whatever lies under the key of a call */
export function longCall({ pk, ...stored }: Fields): Fields {
  const callId = stored.callId ?? String(pk).slice(`call#${stored.account}#`.length);
  const { result } = stored;
  return {
    ...withUsual({ callId, ...stored }, usualOfCall),
    ...(isFields(result) && { result: withUsual(result, { callId }) }),
  };
}

/**
 * What these fields are on most leads. Whether it may ring is always written: an item of a version that says it in
 * another way must not pass for a lead that never rang.
 */
const plainOfLead: Fields = {
  person: {},
  extra: {},
  digest: "",
  failedTries: 0,
  lookups: 0,
  emptyLookups: 0,
  merged: [],
};

/** The same, where it follows from other fields: most leads are dialled once, and make one call. */
function usualOfLead({ dial, person, callId }: Fields): Fields {
  const phone = isFields(person) ? person.phone : undefined;
  return {
    ...plainOfLead,
    calls: callId === undefined ? [] : [callId],
    firstDialAt: isFields(dial) ? dial.at : undefined,
    dialledPhones: isFields(dial) && phone !== undefined ? [phone] : undefined,
  };
}

const usualOfConsent: Fields = { method: "checkbox", purposes: ["call"] };

const usualOfCall: Fields = { reports: {}, failedTries: 0, lateReads: 0 };

/** Leaves out what is as usual. What is usual and not there is written as null. */
function withoutUsual(fields: Fields, usual: Fields): Fields {
  const short: Record<string, unknown> = { ...fields };
  for (const [name, value] of Object.entries(usual)) {
    if (isSame(short[name], value)) delete short[name];
    else if (short[name] === undefined) short[name] = null;
  }
  return short;
}

function withUsual(fields: Fields, usual: Fields): Fields {
  const long: Record<string, unknown> = { ...fields };
  for (const [name, value] of Object.entries(usual)) {
    if (long[name] === null) delete long[name];
    else if (long[name] === undefined && value !== undefined) long[name] = value;
  }
  return long;
}

/** Mostly of texts and numbers, which need no closer look. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === "object" && typeof other === "object" && isDeepStrictEqual(one, other));

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function longDial(text: string, came: unknown): unknown {
  const [, at = "", leaseUntil = "", id] = /^(\S+) (\S+) (.*)$/s.exec(text) ?? [];
  return id === undefined ? text : { id, at: momentOf(came, at), leaseUntil: momentOf(came, leaseUntil) };
}

/** `90 400 14 1826`: days of the payload, of the ledger, of what nobody releases (or `-`), and of a consent. */
const shortRetention = ({ payloadDays, ledgerDays, heldDays, consentDays }: Fields): string =>
  [payloadDays, ledgerDays, heldDays ?? (consentDays === undefined ? undefined : "-"), consentDays]
    .filter((days) => days !== undefined)
    .join(" ");

function longRetention(text: string): Fields {
  const [payloadDays, ledgerDays, heldDays, consentDays] = text
    .split(" ")
    .map((days) => (days === "-" ? undefined : Number(days)));
  return {
    payloadDays,
    ledgerDays,
    ...(heldDays !== undefined && { heldDays }),
    ...(consentDays !== undefined && { consentDays }),
  };
}

/** `+90.201s held paused by Robin Ashby`: who decided it comes last, as names have blanks. */
const shortStep = ({ at, state, reason, by }: Fields, came: unknown): string =>
  [since(came, at), state, ...(reason === undefined ? [] : [reason]), ...(by === undefined ? [] : ["by", by])].join(
    " ",
  );

function longStep(step: unknown, came: unknown): unknown {
  const parts = typeof step === "string" ? /^(\S+) (\S+)(?: (?!by )(\S+))?(?: by (.*))?$/s.exec(step) : null;
  if (!parts) return step;
  const [, at = "", state, reason, by] = parts;
  return { at: momentOf(came, at), state, ...(reason !== undefined && { reason }), ...(by !== undefined && { by }) };
}

/** How long after the lead came something was; the moment itself where that would not tell it exactly. */
function since(came: unknown, at: unknown): string {
  const passed = `+${(Date.parse(String(at)) - Date.parse(String(came))) / 1000}s`;
  return momentOf(came, passed) === at ? passed : String(at);
}

function momentOf(came: unknown, text: string): string {
  const passed = /^\+([\d.]+)s$/.exec(text)?.[1];
  if (passed === undefined) return text;
  const at = new Date(Date.parse(String(came)) + Math.round(Number(passed) * 1000));
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}
