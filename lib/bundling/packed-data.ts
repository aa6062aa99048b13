import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "esbuild";
import { tables } from "../../lambda/lead/hours/tables.ts";
import { plans } from "../../lambda/lead/reader/plans.ts";
import { vocabulary } from "../../lambda/lead/reader/vocabulary/index.ts";
import { kindsOfNumbers } from "../../lambda/lead/rules/kinds-of-numbers.ts";

/**
 * Data that is long and alike: the numbering plans of all countries, of which only what we ask is left, calling hours
 * with the places of area and ZIP codes, and words in forty languages, most of them in two or three bytes a letter.
 * Packed they are a third as long.
 */
export const dataPacked: Plugin = {
  name: "data-packed",
  setup({ onLoad }) {
    for (const [filter, contents] of apart()) onLoad({ filter }, () => ({ contents, loader: "js" }));
  },
};

/**
 * The same for a function that knows the kinds of numbers besides their plans: most of the one stands in the other, so
 * packed together the plans take nearly nothing.
 */
export const dataPackedTogether: Plugin = {
  name: "data-packed-together",
  setup({ onLoad }) {
    const both = JSON.stringify("../rules/kinds-of-numbers.ts");
    onLoad({ filter: PLANS }, () => ({ contents: `export { plans } from ${both};`, loader: "js" }));
    onLoad({ filter: KINDS }, () => ({ contents: together(), loader: "js" }));
    for (const [filter, contents] of others()) onLoad({ filter }, () => ({ contents, loader: "js" }));
  },
};

const PLANS = /[\\/]lead[\\/]reader[\\/]plans\.ts$/;
const KINDS = /[\\/]lead[\\/]rules[\\/]kinds-of-numbers\.ts$/;

type Packed = readonly (readonly [file: RegExp, contents: string])[];

// Made once, as packing well takes its time.
const others = once(
  (): Packed => [
    [/[\\/]lead[\\/]hours[\\/]tables\.ts$/, pack({ tables })],
    [/[\\/]lead[\\/]reader[\\/]vocabulary[\\/]index\.ts$/, pack({ vocabulary })],
  ],
);
// Of all that is packed the plans gain most by the best quality: three hundred bytes of each function that takes leads.
const apart = once((): Packed => [...others(), [PLANS, pack({ plans }, constants.BROTLI_MAX_QUALITY)]]);
const together = once(() => pack({ kindsOfNumbers, plans }));

/** The best quality takes three times as long, for a fiftieth. */
const USUAL_QUALITY = 10;

/** A module that exports each value under its name. */
function pack(data: Readonly<Record<string, unknown>>, quality = USUAL_QUALITY): string {
  const json = Buffer.from(JSON.stringify(data));
  const text = brotliCompressSync(json, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  return `import { brotliDecompressSync } from "node:zlib";
export const { ${Object.keys(data).join(", ")} } = JSON.parse(brotliDecompressSync(Buffer.from("${text.toString("base64")}", "base64")).toString());`;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
