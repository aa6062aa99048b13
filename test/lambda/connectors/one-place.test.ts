import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { abouts } from "../../../lambda/connectors/about.ts";

/**
 * A CRM is its folder, its stand-in and a line in two lists (and one in the list of stand-ins). Nothing else names one or
 * asks which it is: not in a string, not in a name, not in a comment.
 */

const root = join(import.meta.dirname, "../../..");
const rooms = ["bench", "bin", "form", "lambda", "lib", "local", "operator", "stand-ins"];
const own = /^(?:lambda\/connectors\/(?:vendors\/|index\.ts|about\.ts)|stand-ins\/crms\/)/;

const files = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js|mjs|html|css)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !own.test(file)),
);

/** Keys that are words of ours as well: Callingly has webhooks, too, gates close, a team's hours name weekdays, and people count to twenty. */
const words = ["webhook", "close", "monday", "twenty"];

/** What nobody may say of a CRM. */
function naming({ key, title }: { readonly key: string; readonly title: string }): RegExp {
  const asks = `(?:===|!==|case|includes\\(|connector:)\\s*["'\`]${key}["'\`]|--crm ${key}\\b`;
  return new RegExp(words.includes(key) ? `${asks}|${title}` : `${key}|${title}`, "i");
}

it.each(abouts)("nothing but its own files names $title", (about) => {
  const pattern = naming(about);
  const named = files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(named).toEqual([]);
});
