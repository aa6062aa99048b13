import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "../../lambda/config/schema.ts";
import { type Bundles, functionNames } from "../../lib/bundling/bundle.ts";
import { type StackOptions, synthesiseStack } from "../../lib/synth/synthesise.ts";

/** Synthesised templates, and how to ask them what matters. */

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is as deep as CloudFormation likes
  readonly Properties: any;
  readonly DeletionPolicy?: string;
}

const scratch = mkdtempSync(join(tmpdir(), "callingly-bridge-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** A directory that is gone when the tests are done. */
export const tempDir = (): string => mkdtempSync(join(scratch, "dir-"));

export const oneAccount = defineConfig({
  accounts: { main: {} },
  crms: { hub: { connector: "hubspot" } },
  sources: {
    website: { connector: "html-form", account: "main", team: 1 },
    "hubspot-acme": { connector: "hubspot", account: "main", team: 1, report: ["hub"] },
  },
});

/** Every setting of a stage that adds something to its template. */
export const everySetting = {
  customerManagedKey: "true",
  domainName: "leads.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
  reservedConcurrency: "5",
  tracing: "true",
  alarmEmail: "robin@example.com",
  morningMailHour: "8",
  originHeader: "required",
  callbackBaseUrl: "https://forms.example.com",
};

/** The template of the stack around functions that do nothing, which is quick and knows nothing of their code. */
export function templateOf(options: StackOptions = {}, config = oneAccount): Template {
  const dir = tempDir();
  return synthesiseStack(config, emptyBundles(dir), { outdir: join(dir, "out"), validation: false, ...options })
    .template;
}

export function emptyBundles(dir: string): Bundles {
  const folders = functionNames.map((name) => {
    mkdirSync(join(dir, name));
    writeFileSync(join(dir, name, "index.mjs"), "export const handler = () => {};");
    return [name, join(dir, name)];
  });
  return Object.fromEntries(folders);
}

/** The resources of a type, with the names that the code gives them. */
export const resourcesOf = (template: Template, type: string): readonly (Resource & { name: string })[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ ...resource, name: withoutHash(id) }));

export function resourceOf(template: Template, type: string, name: string): Resource {
  const found = resourcesOf(template, type).find((resource) => resource.name === name);
  if (!found) throw new Error(`No ${type} is called ${name}`);
  return found;
}

/** A value of the template as one text, what it refers to by name. */
export function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  if (name === "Ref") return withoutHash(String(argument));
  if (name === "Fn::GetAtt" && Array.isArray(argument)) return `${withoutHash(argument[0])}.${argument[1]}`;
  if (name === "Fn::Join" && Array.isArray(argument)) return argument[1].map(textOf).join(argument[0]);
  throw new Error(`Not a text: ${JSON.stringify(value)}`);
}

const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, "");
