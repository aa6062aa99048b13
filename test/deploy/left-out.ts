import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackName } from "./cdk.ts";

interface Template {
  Resources: Record<string, { readonly Type: string; DependsOn?: string | string[] }>;
  Outputs?: Record<string, unknown>;
}

/**
 * Takes the resources out of a template that an emulator cannot make.
 * @returns their types and logical ids
 * @throws when something that stays refers to one of them
 */
export function leaveOut(template: Template, known: ReadonlySet<string>): string[] {
  const unknown = Object.entries(template.Resources).filter(
    ([, { Type }]) => !known.has(Type) && !Type.startsWith("Custom::"),
  );
  const gone = new Set(unknown.map(([id]) => id));
  for (const id of gone) delete template.Resources[id];
  for (const resource of Object.values(template.Resources)) {
    if (resource.DependsOn === undefined) continue;
    const stays = [resource.DependsOn].flat().filter((id) => !gone.has(id));
    if (stays.length > 0) resource.DependsOn = stays;
    else delete resource.DependsOn;
  }
  for (const [id, part] of Object.entries({ ...template.Resources, ...template.Outputs })) {
    const missed = referencesIn(part).filter((name) => gone.has(name));
    if (missed.length > 0) {
      throw new Error(`${id} needs ${missed.join(", ")}, which the emulator cannot make: ${told(unknown).join(", ")}`);
    }
  }
  return told(unknown);
}

/** As {@link leaveOut}, in the assembly that `cdk synth` wrote. */
export function leaveOutOfAssembly(assembly: string, known: ReadonlySet<string>): string[] {
  const file = join(assembly, `${stackName}.template.json`);
  const template: Template = JSON.parse(readFileSync(file, "utf8"));
  const types = leaveOut(template, known);
  if (types.length > 0) writeFileSync(file, JSON.stringify(template, null, 1));
  return types;
}

const told = (resources: readonly [string, { readonly Type: string }][]): string[] =>
  resources.map(([id, { Type }]) => `${Type} (${id})`).sort();

function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "Ref" && typeof inner === "string") return [inner];
    if (key === "Fn::GetAtt") return [String(Array.isArray(inner) ? inner[0] : inner).split(".")[0] ?? ""];
    if (key === "Fn::Sub") {
      const text = String(Array.isArray(inner) ? inner[0] : inner);
      return [...text.matchAll(/\$\{([A-Za-z0-9]+)[.}]/g)].map(([, name = ""]) => name);
    }
    return referencesIn(inner);
  });
}
