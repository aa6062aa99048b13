import { readFileSync } from "node:fs";
import { App, type IPolicyValidationPlugin, Validations } from "aws-cdk-lib";
import type { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { BridgeStack } from "../bridge-stack.ts";
import { type Bundles, bundleFunctions } from "../bundling/bundle.ts";
import { ownFile, packageFile } from "../program/places.ts";
import { stageSettings } from "../stage.ts";
import { defaultConfigPath, readConfig } from "./read-config.ts";
import type { TemplateCheck } from "./template-check.ts";
import type { LoadModule } from "./translated.ts";

export interface StackOptions {
  /** @default the context value `stage`, else "prod" */
  readonly stage?: string | undefined;
  /** Context values, as `-c` gives them on the command line. @default none */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Where the stack is going to be deployed. @default where the CDK's command line says, if it runs this */
  readonly region?: string | undefined;
  /** Directory for the cloud assembly. @default "cdk.out" where the program was started */
  readonly outdir?: string | undefined;
  /** Whether the template is checked, which takes seconds, or by what has got ready for it. @default true */
  readonly validation?: boolean | TemplateCheck | undefined;
  /** Further checks of what was synthesised. @default none */
  readonly plugins?: ((app: App) => readonly IPolicyValidationPlugin[]) | undefined;
}

export interface SynthesiseOptions extends StackOptions {
  /** @default "bridge.config.ts" where the program was started */
  readonly configPath?: string | undefined;
  /** How the configuration is loaded. @default by Node itself */
  readonly loadConfig?: LoadModule | undefined;
  /** Directory for the bundled functions. @default "dist/functions" where the program was started */
  readonly bundleDir?: string | undefined;
}

export interface Synthesised {
  readonly config: BridgeConfig;
  readonly bundles: Bundles;
  /** Name, template and assets of the stack, all of them files in `outdir`. */
  readonly stack: CloudFormationStackArtifact;
}

/**
 * From a configuration file to a stack that can be deployed, or run on this machine.
 * @throws ConfigError naming the file and what is wrong with it
 */
export async function synthesise({
  configPath = defaultConfigPath,
  loadConfig,
  bundleDir = ownFile("dist/functions"),
  ...options
}: SynthesiseOptions = {}): Promise<Synthesised> {
  const config = await readConfig(configPath, loadConfig);
  const bundles = await bundleFunctions(config, bundleDir);
  return { config, bundles, stack: synthesiseStack(config, bundles, options) };
}

/** The stack of a configuration that was read, and of functions that were bundled before. */
export function synthesiseStack(
  config: BridgeConfig,
  bundles: Bundles,
  {
    stage,
    context = {},
    region = process.env.CDK_DEFAULT_REGION,
    outdir = ownFile("cdk.out"),
    validation = true,
    plugins,
  }: StackOptions = {},
): CloudFormationStackArtifact {
  const app = new App({
    outdir,
    // The command line reads this file by itself; callers in the same process get the same stack.
    context: { ...JSON.parse(readFileSync(packageFile("cdk.json"), "utf8")).context, ...context },
    // Its resource would be in the deployed template only.
    analyticsReporting: false,
    builtinCloudFormationValidation: validation === true,
  });
  const said = { ...app.node.getAllContext(), ...(stage !== undefined && { stage }) };
  const settings = stageSettings(said, config.stages, region);
  const { artifactId } = new BridgeStack(app, { stage: settings, config, bundles });
  Validations.of(app).addPlugins(...(plugins?.(app) ?? []), ...(typeof validation === "object" ? [validation] : []));
  return app.synth().getStackArtifact(artifactId);
}
