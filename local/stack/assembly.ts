import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** The output of synthesis in its folder: the template, and where the functions' bundles are. */

const ResourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
export type Resource = z.infer<typeof ResourceSchema>;

export const TemplateSchema = z.object({ Resources: z.record(z.string(), ResourceSchema) });
export type Template = z.infer<typeof TemplateSchema>;

const ManifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional(), file: z.string().optional() }).default({}),
    }),
  ),
});

const AssetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

export interface Assembly {
  readonly template: Template;
  /** Folder of the asset that is uploaded under a key. */
  assetFolder(key: string): string;
}

/** Reads the one stack that was synthesised into a folder. */
export function readAssembly(folder: string): Assembly {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const artifacts = Object.values(ManifestSchema.parse(read("manifest.json")).artifacts);
  const stacks = artifacts.flatMap(({ type, properties }) =>
    type === "aws:cloudformation:stack" ? (properties.templateFile ?? []) : [],
  );
  const [template, ...others] = stacks;
  if (template === undefined || others.length > 0)
    throw new Error(`Synthesis made ${stacks.length} stacks; the local runner runs one`);

  const folders = new Map<string, string>();
  for (const { type, properties } of artifacts) {
    if (type !== "cdk:asset-manifest" || properties.file === undefined) continue;
    for (const { source, destinations } of Object.values(AssetsSchema.parse(read(properties.file)).files)) {
      for (const { objectKey } of Object.values(destinations)) folders.set(objectKey, join(folder, source.path));
    }
  }
  return {
    template: TemplateSchema.parse(read(template)),
    assetFolder(key) {
      const found = folders.get(key);
      if (found === undefined) throw new Error(`Synthesis left no asset ${key}`);
      return found;
    },
  };
}
