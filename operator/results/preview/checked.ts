import * as z from "zod";
import type { $ZodType, output } from "zod/v4/core";
import { Problem } from "../../../lib/program/problem.ts";

/**
 * What a person wrote, in the form that it has to have.
 * @param from where it was written, for people
 * @returns it with its defaults
 * @throws Problem that names each path that is wrong, and no value
 */
export function checked<Schema extends $ZodType>(from: string, schema: Schema, value: unknown): output<Schema> {
  const read = z.safeParse(schema, value);
  if (read.success) return read.data;
  const lines = read.error.issues.map(({ path, message }) => `${pathOf(path)}${message}`);
  throw new Problem(lines.map((line) => `${from}: ${line}`).join("\n"));
}

const pathOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? "" : `${path.map(String).join(".")}: `);
