import { launch } from "./launch.mjs";

/** What lib/bundles-now.ts starts. */
await (await launch("functions")).main();
