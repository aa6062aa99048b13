/** What an app of your own imports from `callingly-bridge`. */

export {
  type BridgeConfig,
  type BridgeConfigInput,
  ConfigError,
  defineConfig,
} from "../lambda/config/schema.ts";
export type { DeploymentSettings } from "../lambda/config/stage-settings.ts";
export { Bridge, type BridgeProps } from "./bridge.ts";
export { type Bundles, bundleFunctions, type FunctionName, functionNames } from "./bundling/bundle.ts";
export type { BridgeSecrets } from "./secrets.ts";
