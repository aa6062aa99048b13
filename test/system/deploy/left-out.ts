import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackName } from "./cdk.ts";

interface Template {
  Resources: Record<string, Resource>;
  Outputs?: Record<string, unknown>;
}

interface Resource {
  readonly Type: string;
  Properties?: object;
  DependsOn?: string | string[];
}

interface AlarmProperties {
  readonly Metrics?: readonly { readonly MetricStat?: MetricStat }[];
}

interface MetricStat {
  readonly Metric: Readonly<Record<string, unknown>>;
  readonly Period: number;
  readonly Stat: string;
}

/**
 * Takes out of a template what an emulator cannot make: resources, and the sums of alarms.
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
  return [...told(unknown), ...leaveOutSums(template)];
}

/**
 * MiniStack refuses an alarm that is reckoned from several metrics, so it is made on the first of them; whatever refers
 * to it, such as a dashboard, then finds it.
 */
function leaveOutSums({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(([id, alarm]) => {
    if (alarm.Type !== "AWS::CloudWatch::Alarm") return [];
    const { Metrics, ...others } = (alarm.Properties ?? {}) as AlarmProperties;
    const first = Metrics?.flatMap(({ MetricStat }) => MetricStat ?? [])[0];
    if (first === undefined) return [];
    alarm.Properties = { ...others, ...first.Metric, Period: first.Period, Statistic: first.Stat };
    return [`the sum of ${alarm.Type} (${id})`];
  });
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
