import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every command that the documents tell to type. */

const root = join(import.meta.dirname, "../..");

const pages = [
  ...[
    "README.md",
    "CONTRIBUTING.md",
    "RUNBOOK.md",
    "SECURITY.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "stand-ins/callingly/README.md",
  ],
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

export interface Typed {
  /** As it stands there, without prompt and comment, on one line. */
  readonly line: string;
  readonly page: string;
}

export const typedInDocuments = (): Typed[] =>
  pages.flatMap((page) => typedIn(readFileSync(join(root, page), "utf8")).map((line) => ({ line, page })));

/** A block without a language is typed line by line; one with a prompt shows what comes of it, too. */
export function typedIn(markdown: string): string[] {
  const lines: string[] = [];
  const rest = markdown.replace(/^( *)```(\w*)\n(.*?)^ *```$/gms, (_, _indent, language, block: string) => {
    const whole = block.replace(/(\\|(?<=\|))\n\s*/g, "");
    if (language === "console") lines.push(...[...whole.matchAll(/^\$ (.*)$/gm)].map(([, line = ""]) => line));
    if (language === "") lines.push(...whole.split("\n"));
    return "";
  });
  return [...lines.map((line) => line.replace(/(?:^|\s+)#.*/, "").trim()), ...commandsWithin(rest)].filter(Boolean);
}

/** In a sentence, between the signs for code. */
export const commandsWithin = (text: string): string[] =>
  [...text.matchAll(/(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)/g)]
    .map(([, span = ""]) => span.replace(/\s*\n\s*/, " "))
    .filter((span) =>
      /^(?:[A-Z_]+=\S+ )*(?:npm|npx|bridge|node|git|curl|cdk|aws|docker|cloudflared|pip|python3?) /.test(span),
    );
