import * as z from "zod";
import type { Configured } from "../../lambda/connectors/contract/connector.ts";
import { Problem } from "../../lib/program/problem.ts";

/** A connector's settings as they are typed: `name=value`, where a name may lead inwards by dots. */

export type Settings = Readonly<Record<string, unknown>>;

/**
 * A value is a text, unless the connector wants something else there: then it is read as JSON, so that `true`, a number or
 * a list can be typed.
 * @throws Problem when it is not `name=value`
 */
export function typedSettings(typed: readonly string[], part: Configured<unknown> | undefined): Settings {
  const pairs = typed.map(pairIn);
  const asText = settled(pairs);
  const issues = part === undefined ? [] : (z.safeParse(part.settings, asText).error?.issues ?? []);
  const isWrong = (path: readonly string[]) =>
    issues.some((issue) => path.every((name, at) => String(issue.path[at]) === name));
  return settled(pairs.map(({ path, value }) => ({ path, value: isWrong(path) ? meant(value) : value })));
}

interface Pair {
  readonly path: readonly string[];
  readonly value: unknown;
}

function pairIn(text: string): Pair {
  const [, path = "", value = ""] = /^([A-Za-z_][\w-]*(?:\.[\w-]+)*)=(.*)$/s.exec(text) ?? [];
  if (path === "")
    throw new Problem(
      `--setting ${text}: write name=value, such as --setting language=es or --setting mapping.email=mail.`,
    );
  return { path: path.split("."), value };
}

function settled(pairs: readonly Pair[]): Settings {
  return pairs.reduce<Settings>((all, { path, value }) => put(all, path, value), {});
}

function put(into: Settings, [name = "", ...inner]: readonly string[], value: unknown): Settings {
  if (inner.length === 0) return { ...into, [name]: value };
  const there = into[name];
  const object = typeof there === "object" && there !== null ? (there as Settings) : {};
  return { ...into, [name]: put(object, inner, value) };
}

function meant(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return value;
  }
}

/** The names that a connector's settings may have, for who is told that one is none of them. */
export const settingsOf = (part: Configured<unknown> | undefined): string[] =>
  part === undefined ? [] : [...new Set(namesIn(part.settings))];

/** What a schema is made of, as far as it leads to an object's names. */
interface Schema {
  readonly def?: Readonly<Partial<Record<"innerType" | "in" | "out" | "left" | "right", Schema>>> & {
    readonly shape?: object;
    readonly options?: readonly Schema[];
  };
}

function namesIn(schema: unknown): string[] {
  const { def } = schema as Schema;
  const { shape = {}, options = [], innerType, in: first, out, left, right } = def ?? {};
  const parts = [innerType, first, out, left, right, ...options].filter((part) => part !== undefined);
  return [...Object.keys(shape), ...parts.flatMap(namesIn)];
}
