import manifest from "../package.json" with { type: "json" };

/** The version of the bridge that this is: what a deployment writes into its stack, and the command line says. */
export const { version } = manifest;
