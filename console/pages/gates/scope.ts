import type { Input } from "../../kit/ask.ts";

/** What a pause is of, as the routes and the commands take it. */
export type Scope = Pick<Input<"gates/resume/ask">, "account" | "source" | "region">;

export const scopeKinds = [
  ["everything", "all calls"],
  ["account", "calls of an account"],
  ["source", "calls of a source"],
  ["region", "calls to a state or province"],
] as const;
export type ScopeKind = (typeof scopeKinds)[number][0];

export function scopeOf(kind: string, name: string): Scope {
  if (kind === "account") return { account: name };
  if (kind === "source") return { source: name };
  return kind === "region" ? { region: name } : {};
}
