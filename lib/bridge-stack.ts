import { type App, Stack } from "aws-cdk-lib";
import { assemble, type BridgeOf } from "./assemble.ts";
import { stackNameOf } from "./stack-name.ts";

/** A bridge with a stack to itself, as this project deploys it. In an app of your own it is a `Bridge`. */
export class BridgeStack extends Stack {
  constructor(scope: App, bridge: BridgeOf) {
    const { stage } = bridge;
    // The id goes into names of resources, so it stays whatever the stack is called.
    super(scope, `callingly-bridge-${stage.name}`, {
      stackName: stackNameOf(stage.name, stage),
      description: "Leads in, Callingly calls them, results back to the CRM",
      terminationProtection: stage.keepsData,
      tags: { application: "callingly-bridge", stage: stage.name },
    });
    assemble(this, bridge);
  }
}
