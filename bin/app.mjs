import { launch } from "./launch.mjs";

/** The CDK app, as cdk.json names it. */
await (await launch("app")).main();
