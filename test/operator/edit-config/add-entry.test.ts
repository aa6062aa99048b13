import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addEntry, type Entry, entryText, TakenName } from "../../../operator/edit-config/add-entry.ts";
import { diffOf } from "../../../operator/edit-config/diff.ts";
import { NotEditable } from "../../../operator/edit-config/find-section.ts";

const entry: Entry = { section: "sources", name: "news", value: { connector: "json", team: 7 } };

/** What a file says that is written in one of the ways below; by the engine, and not by what is tried here. */
function said(text: string): Record<string, Record<string, unknown>> {
  const body = text
    .replace(/^import .*$/m, "")
    .replace(/ satisfies Config;| as const\);/, (all) => (all.includes(")") ? ");" : ";"))
    .replace("export default ", "return ")
    .replace("export { config as default };", "return config;");
  return new Function("defineConfig", body)((config: unknown) => config);
}

describe("an entry", () => {
  it.each([
    [
      "below the last, before what is commented out, and a comment stays with its own",
      'export default defineConfig({\n  sources: {\n    web: { connector: "html-form" }, // the old one\n    // other: {},\n  },\n});\n',
      'export default defineConfig({\n  sources: {\n    web: { connector: "html-form" }, // the old one\n    news: { connector: "json", team: 7 },\n    // other: {},\n  },\n});\n',
    ],
    [
      "without a comma at the end where there was none, in single quotes, tabs and tight braces",
      "const sources = {\n\t'web': {connector: 'html-form'} // the first\n} as const;\nconst config = {sources} satisfies Config;\nexport default config;\n",
      "const sources = {\n\t'web': {connector: 'html-form'}, // the first\n\t'news': {connector: 'json', team: 7}\n} as const;\nconst config = {sources} satisfies Config;\nexport default config;\n",
    ],
    [
      "into an empty section, which is broken then",
      'export default {\n  accounts: { main: { timeZone: "UTC" } },\n  sources: {},\n};\n',
      'export default {\n  accounts: { main: { timeZone: "UTC" } },\n  sources: {\n    news: { connector: "json", team: 7 },\n  },\n};\n',
    ],
    [
      "with the section, where it is missing, on the one line that there is",
      "export default {accounts: {main: {}}}",
      'export default {accounts: {main: {}}, sources: {news: {connector: "json", team: 7}}}',
    ],
    [
      "with the line ends of Windows",
      "export default {\r\n    sources: {\r\n        // none yet\r\n    },\r\n};\r\n",
      'export default {\r\n    sources: {\r\n        // none yet\r\n        news: { connector: "json", team: 7 },\r\n    },\r\n};\r\n',
    ],
  ])("goes %s", (_, before, after) => {
    expect(addEntry(before, entry)).toBe(after);
  });

  it("that is too long for a line is written over several", () => {
    const value = { connector: "json", account: "main", settings: { mapping: { phone: "x".repeat(80) } } };
    expect(addEntry("export default {\n  sources: {\n  },\n};\n", { ...entry, value })).toContain(
      `    news: {\n      connector: "json",\n      account: "main",\n      settings: {\n        mapping: { phone: "${"x".repeat(80)}" },\n      },\n    },\n`,
    );
  });

  it("that is there already is shown, and not written over", () => {
    const text = 'export default { sources: { "news": { connector: "json" } } };';
    expect(() => addEntry(text, entry)).toThrow(new TakenName('"news": { connector: "json" }'));
  });

  it.each([
    ["export default {\n  sources: {\n    ...others,\n  },\n};", "sources takes in another object by “...”", 3],
    ["export default { ...base, accounts: {} };", "the configuration takes in another object by “...”", 1],
    ["export default { sources: sourcesOf(7) };", "sources is what a function makes", 1],
    ["export default { sources: { [name]: {} } };", "sources has a name in it that is computed", 1],
    ["export default { sources: { web() {} } };", "sources has a function in it", 1],
    ["\nexport default { sources: isProd ? a : b };", "sources is not written as an object", 2],
    ['import { sources } from "./sources.ts";\nexport default { sources };', "which is not a constant of this file", 2],
    ["let sources = {};\nexport default { sources };", "which is not a constant of this file", 2],
    ["const a = b;\nconst b = a;\nexport default a;", "which is not a constant of this file", 2],
    ["export default await load();", "the configuration is not written as an object", 1],
    ["export default function config() {}", "the configuration is not an object", 1],
    ["export default { sources: {}, sources: {} };", "sources is there twice", 1],
    ["export const config = {};", "there is no default export", undefined],
    ["export default {\n  sources: {\n", "cannot be read", 3],
  ])("is refused where the file is not a literal: %s", (text, why, line) => {
    let refused: unknown;
    try {
      addEntry(text, entry);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(NotEditable);
    expect((refused as NotEditable).message).toContain(why);
    expect((refused as NotEditable).line).toBe(line);
  });

  it("to paste is written as it would stand there", () => {
    expect(entryText(entry)).toBe('    news: { connector: "json", team: 7 },');
  });
});

describe("what changes", () => {
  it("is shown with three lines around it, and a line that got a comma with both its forms", () => {
    const before = "export default {\n  a: 1,\n  b: 2,\n  sources: {\n    web: {} // first\n  }\n}\n";
    const after = addEntry(before, { ...entry, value: {} });
    expect(diffOf("bridge.config.ts", before, after)).toBe(
      [
        "--- bridge.config.ts",
        "+++ bridge.config.ts",
        "@@ -2,6 +2,7 @@",
        "   a: 1,",
        "   b: 2,",
        "   sources: {",
        "-    web: {} // first",
        "+    web: {}, // first",
        "+    news: {}",
        "   }",
        " }",
      ].join("\n"),
    );
  });
});

// ── whatever a file looks like ──────────────────────────────────────────────────────────────────────────────────

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((each) => each !== "news");
const text = fc.string({ maxLength: 8 });
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 2 }));
const value = fc.dictionary(name, fc.oneof(leaf, fc.dictionary(name, leaf, { maxKeys: 2, noNullPrototype: true })), {
  maxKeys: 3,
  noNullPrototype: true,
});
const section = fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true });
const config = fc.record({ accounts: section, crms: section, sources: section }, { requiredKeys: ["accounts"] });

/** How somebody writes: each choice is drawn anew wherever it can be made. */
const hand = fc.record({
  quote: fc.constantFrom('"', "'", "`"),
  step: fc.constantFrom("  ", "    ", "\t"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  around: fc.constantFrom(
    (object: string) => `export default ${object};`,
    (object: string) => `import { defineConfig } from "./schema.ts";\nexport default defineConfig(${object});\n`,
    (object: string) => `const config = ${object} satisfies Config;\nexport default config;\n`,
    (object: string) => `// mine\nconst config = (${object} as const);\nexport { config as default };`,
  ),
  choices: fc.infiniteStream(fc.nat({ max: 9 })),
});
type Hand = typeof hand extends fc.Arbitrary<infer H> ? H : never;

function written(object: object, { quote, step, lineEnd, around, choices }: Hand): string {
  const draw = () => choices.next().value ?? 0;
  const literal = (each: unknown, indent: string, depth: number): string => {
    if (typeof each === "string") {
      const escaped = JSON.stringify(each).slice(1, -1).replaceAll('\\"', '"');
      const mark = quote === "`" && depth < 3 ? '"' : quote;
      return mark + escaped.replaceAll(mark, `\\${mark}`).replaceAll("${", "\\${") + mark;
    }
    if (Array.isArray(each)) return `[${each.map((one) => literal(one, indent, depth)).join(", ")}]`;
    if (typeof each !== "object" || each === null) return String(each);
    const parts = Object.entries(each);
    const isBroken = depth < 1 || draw() < 6;
    const inner = indent + step;
    const end = isBroken ? lineEnd : " ";
    const lead = isBroken ? inner : "";
    const comment = () => (draw() > 6 ? (isBroken ? `// a: {}, "x"${end}${lead}` : "/* }, */ ") : "");
    const lines = parts.map(([key, of], index) => {
      const isLast = index === parts.length - 1;
      const shown = /^[a-z]\w*$/.test(key) && draw() < 7 ? key : literal(key, "", 0).replaceAll("`", '"');
      const comma = !isLast || draw() < 5 ? "," : "";
      const behind = isBroken && draw() > 6 ? ` // ${"it's, {"}` : "";
      return `${lead}${comment()}${shown}: ${literal(of, inner, depth + 1)}${comma}${behind}`;
    });
    const rest = isBroken && draw() > 7 ? `${lead}/* more: {}, */${end}` : "";
    if (lines.length === 0) return rest === "" ? "{}" : `{${end}${rest}${indent}}`;
    return `{${end}${lines.join(end)}${end}${rest}${isBroken ? indent : ""}}`;
  };
  return around(literal(object, "", 0)).replaceAll(/\r?\n/g, lineEnd);
}

const isOnlyComment = (piece: string): boolean => /^(?:[ \t]*\/\*[\s\S]*?\*\/)*[ \t]*(?:\/\/[^\n]*)?$/.test(piece);

/** What stands between the common beginning and the common end of two texts. */
function between(before: string, after: string): readonly [string, string] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)];
}

it("whoever wrote the file, and however: it says one entry more, and no letter of it has changed", () => {
  const anyEntry = fc.record({
    section: fc.constantFrom("accounts" as const, "crms" as const, "sources" as const),
    name: fc.constant("news"),
    value,
  });
  fc.assert(
    fc.property(config, hand, anyEntry, (object, by, added) => {
      const before = written(object, by);
      const after = addEntry(before, added);
      const was = said(before);
      const of = was[added.section] ?? {};
      expect(said(after)).toEqual({ ...was, [added.section]: { ...of, news: added.value } });
      // One insertion; or a comma and, behind the comment of the last entry, the new one.
      const [taken, put] = between(before, after);
      expect(isOnlyComment(taken)).toBe(true);
      expect(put.replace(/^,/, "")).toContain(taken);
      expect(() => addEntry(after, added)).toThrow(TakenName);
      const twice = addEntry(after, { ...added, name: "second" });
      expect(Object.keys(said(twice)[added.section] ?? {})).toEqual([...Object.keys(of), "news", "second"]);
    }),
    { numRuns: 300 },
  );
});
