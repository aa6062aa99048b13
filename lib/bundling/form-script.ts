import { createHash } from "node:crypto";
import { build } from "esbuild";
import { packageFolder } from "../program/places.ts";

/** What pages load to make their forms patient, from `form/form.ts`: the text, and a name that changes with it. */
export interface FormScript {
  readonly text: string;
  readonly version: string;
}

/**
 * Minified; the same source gives the same bytes.
 * @param options.captchas whether a source asks for one: only then does the script know how to bring its token
 */
export async function formScript({ captchas }: { readonly captchas: boolean }): Promise<FormScript> {
  const { outputFiles } = await build({
    absWorkingDir: packageFolder,
    entryPoints: ["form/form.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    // What is older than the script needs at all cannot read it, and posts its forms as ever.
    target: "es2022",
    define: { CAPTCHAS: String(captchas) },
    // The compiler's settings are for Node, and would only add to the size.
    tsconfigRaw: {},
    write: false,
    logLevel: "warning",
  });
  const text = outputFiles[0]?.text.trimEnd() ?? "";
  return { text, version: createHash("sha256").update(text).digest("hex").slice(0, 16) };
}
