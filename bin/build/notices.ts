import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { packageFile } from "../../lib/program/places.ts";

/** Whose code is within what was built, and on which terms: their licences want that it is said. */

export interface Notice {
  readonly name: string;
  readonly version: string;
  /** As SPDX names it. */
  readonly license: string;
  /** The licence's own words, as the package brings them. */
  readonly text: string;
}

/** What may be within: each allows it to whoever keeps the notice. */
export const allowedLicenses = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "ISC", "MIT"];

/** @throws Error naming a package whose licence is missing, or is none of those that are allowed */
export function noticesOf(metafiles: readonly Metafile[]): Notice[] {
  const folders = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? (packageOf(path) ?? []) : []));
  const found = [...new Set(folders)].sort().map(noticeOf);
  return found.map((one) => ({ ...one, text: one.text ?? wordsOf(one, found) }));
}

/** The Apache licence has the same words for everybody, so those of another package will do; others name the holder. */
function wordsOf({ name, version, license }: Found, all: readonly Found[]): string {
  const text =
    license === "Apache-2.0" ? all.find((other) => other.license === license && other.text)?.text : undefined;
  if (text === undefined) throw new Error(`${name} ${version} brings no text of its licence, ${license}.`);
  return text;
}

type Found = Omit<Notice, "text"> & { readonly text: string | undefined };

/** `node_modules/a/node_modules/@b/c/d.js` is of the package in `node_modules/a/node_modules/@b/c`. */
const packageOf = (path: string): string | undefined => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

function noticeOf(folder: string): Found {
  const manifest = JSON.parse(readFileSync(packageFile(folder, "package.json"), "utf8"));
  const { name, version, license } = manifest as { name: string; version: string; license?: string };
  if (license === undefined || !allowedLicenses.includes(license))
    throw new Error(`${name} ${version} is on the terms of ${license}: none of ${allowedLicenses.join(", ")}.`);
  return { name, version, license, text: licenseText(packageFile(folder)) ?? inItsReadme(packageFile(folder)) };
}

function licenseText(folder: string): string | undefined {
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
  return texts.length === 0 ? undefined : texts.join("\n\n");
}

/** Some write it at the end of their README alone. */
function inItsReadme(folder: string): string | undefined {
  const readme = join(folder, "README.md");
  const [, text] = (existsSync(readme) && /^#+ licen[cs]e\b.*\n([\s\S]+)/im.exec(readFileSync(readme, "utf8"))) || [];
  return text?.trim();
}

/** One file for all of them. */
export const noticesText = (notices: readonly Notice[]): string =>
  [
    "callingly-bridge contains these packages. Each stands under its own terms, which follow it.",
    ...notices.map(
      ({ name, version, license, text }) => `${"=".repeat(80)}\n${name} ${version} (${license})\n\n${text}`,
    ),
  ].join("\n\n");
