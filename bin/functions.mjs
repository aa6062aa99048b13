import { launch } from "./launch.mjs";

/** What lib/bundling/bundles-now.ts starts. */
await (await launch("functions")).main();
