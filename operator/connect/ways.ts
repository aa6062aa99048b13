import { aboutOf } from "../../lambda/connectors/about.ts";
import type { About, CredentialChoice } from "../../lambda/connectors/contract/about.ts";
import type { Reporter } from "../../lambda/connectors/contract/reporter.ts";
import { Problem } from "../../lib/program/problem.ts";
import { objectIn, readOrNothing } from "../secrets/entries.ts";
import { refuseUnknownEntry } from "../secrets/set-secret.ts";
import type { Stage } from "../stage/stage.ts";

/** The ways to let the bridge into a CRM of the configuration, and what is known already. */
export interface Ways {
  /** The CRM's name in the configuration. */
  readonly crm: string;
  readonly about: About;
  readonly reporter: Reporter;
  readonly choices: readonly CredentialChoice[];
  /** What the secret holds for it, by the names of its fields. */
  readonly held: Readonly<Record<string, string>>;
}

/** What the browser brings, and nobody types. */
const BROUGHT = "refresh_token";

/** @throws Problem when the configuration has no such CRM */
export async function waysInto(stage: Stage, crm: string): Promise<Ways> {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  const { connector, reporter } = stage.bridge.crm(crm) ?? {};
  const about = aboutOf(connector ?? "");
  if (!about || !reporter) throw new Problem(`"${crm}" takes no credentials.`);
  const entry = objectIn((await readOrNothing(stage, "crm-credentials"))[crm]);
  const held = Object.entries(entry).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return { crm, about, reporter, choices: about.credentials, held: Object.fromEntries(held) };
}

/**
 * The way that was said, or the only one, or the one by which it was let in before.
 * @param browser whether somebody lets it in with the browser; undefined: nobody has said
 * @returns undefined when a person has to choose
 * @throws Problem when there is no such way
 */
export function wayOf({ crm, about, choices, held }: Ways, browser: boolean | undefined): CredentialChoice | undefined {
  const fitting = browser === false ? typedWays(choices) : choices.filter(({ consent }) => consent || !browser);
  const [only] = fitting;
  if (!only)
    throw new Problem(
      `${about.title} lets nobody in with the browser: leave --browser out. ${crm} takes ${listed(choices)}.`,
    );
  const before = fitting.find((choice) => fieldsOf(choice).every(({ name }) => name in held));
  return fitting.length === 1 ? only : before;
}

/** Where every way goes through the browser, what that would bring can be typed as well. */
function typedWays(choices: readonly CredentialChoice[]): CredentialChoice[] {
  const typed = choices.filter(({ consent }) => consent === undefined);
  return typed.length > 0 ? typed : choices.map(({ title, fields }) => ({ title, fields }));
}

const listed = (choices: readonly CredentialChoice[]): string => choices.map(({ title }) => title).join(", or ");

/** The fields that a person types. */
export const fieldsOf = ({ fields, consent }: CredentialChoice): CredentialChoice["fields"] =>
  consent ? fields.filter(({ name }) => name !== BROUGHT) : fields;

/**
 * The whole entry of the secret: what was typed and brought, and what the secret has beside any way in, such as an id
 * by which our own events are known.
 */
export function entryOf(
  { choices, held }: Ways,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const ofWays = new Set(choices.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const beside = Object.entries(held).filter(([name]) => !ofWays.has(name));
  return { ...Object.fromEntries(beside), ...given };
}
