import { Annotations, Stack, Token } from "aws-cdk-lib";
import { Construct } from "constructs";
import { type BridgeConfig, type BridgeConfigInput, defineConfig } from "../lambda/config/schema.ts";
import type { DeploymentSettings } from "../lambda/config/stage-settings.ts";
import { assemble, type Resources } from "./assemble.ts";
import type { Bundles } from "./bundling/bundle.ts";
import { bundlesNow } from "./bundling/bundles-now.ts";
import { stackNameOf } from "./stack-name.ts";
import { settingsInCode } from "./stage.ts";

/**
 * What a bridge is made of. Beside the configuration these are the settings of its stage: what is given here holds above
 * what the configuration says in `stages`, where the command line sees them too.
 */
export interface BridgeProps extends Omit<DeploymentSettings, "stackName"> {
  /** The sources, accounts and CRMs: what `bridge.config.ts` exports. */
  readonly config: BridgeConfig | BridgeConfigInput;
  /**
   * The name of the stage: up to 30 small letters, digits and hyphens. It names the bridge's metrics, so that no other
   * bridge of the account and region may have it.
   * @default "prod"
   */
  readonly stage?: string | undefined;
  /**
   * Folders of the functions' code, as `bundleFunctions` makes them, for who has bundled them already.
   * @default they are bundled while the bridge is made, which takes seconds
   */
  readonly bundles?: Bundles | undefined;
}

/**
 * The bridge as a part of an app of your own: table, secrets, front door, functions, alarms and dashboard. A stack has
 * one, beside whatever else you put into it.
 *
 * @example
 * const bridge = new Bridge(this, "Bridge", { config, alarmEmail: "you@example.com" });
 * bridge.table.grantReadData(report);
 *
 * @throws ConfigError naming each path of the configuration, and each setting, that cannot work, with the remedy
 */
export class Bridge extends Construct implements Resources {
  readonly stage: string;
  readonly table: Resources["table"];
  readonly api: Resources["api"];
  readonly url: Resources["url"];
  readonly functions: Resources["functions"];
  readonly alarmTopic: Resources["alarmTopic"];
  readonly alarms: Resources["alarms"];
  readonly secrets: Resources["secrets"];
  readonly dashboard: Resources["dashboard"];
  readonly key: Resources["key"];

  constructor(scope: Construct, id: string, { config: said, bundles, ...props }: BridgeProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const region = Token.isUnresolved(stack.region) ? process.env.CDK_DEFAULT_REGION : stack.region;
    const config = defineConfig(said as BridgeConfigInput);
    const stage = settingsInCode(props, config.stages, region);
    this.stage = stage.name;
    this.refuseSecond();
    this.tellStackName(stackNameOf(stage.name, stage));

    const made = assemble(this, { stage, config, bundles: bundles ?? bundlesNow(config, stack) });
    this.table = made.table;
    this.api = made.api;
    this.url = made.url;
    this.functions = made.functions;
    this.alarmTopic = made.alarmTopic;
    this.alarms = made.alarms;
    this.secrets = made.secrets;
    this.dashboard = made.dashboard;
    this.key = made.key;
  }

  /**
   * Alarms, dashboard and outputs have the stack's name, and metrics the stage's: two of one name would be one bridge in
   * all figures, and an alarm of the one would ring for the other.
   * @throws Error naming the other bridge
   */
  private refuseSecond(): void {
    const stack = Stack.of(this);
    for (const other of this.node.root.node.findAll()) {
      if (!(other instanceof Bridge) || other === this) continue;
      const { account, region } = Stack.of(other);
      if (Stack.of(other) === stack)
        throw new Error(`${this.node.path}: the stack holds ${other.node.path} already. Give it a stack of its own.`);
      if (other.stage === this.stage && account === stack.account && region === stack.region) {
        throw new Error(
          `${this.node.path}: ${other.node.path} is the stage "${this.stage}" already, in the same account and region. Name another: { stage: "…" }.`,
        );
      }
    }
  }

  /** The command line knows the configuration and nothing of the app. */
  private tellStackName(expected: string): void {
    const { stackName } = Stack.of(this);
    if (Token.isUnresolved(stackName) || stackName === expected) return;
    Annotations.of(this).addWarningV2(
      "callingly-bridge:stackName",
      `The command line would look for this bridge in the stack ${expected}: write stackName: "${stackName}" into stages.${this.stage} of the configuration.`,
    );
  }
}
