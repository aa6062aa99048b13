import { lexer, type Token, type Tokens } from "marked";

/**
 * A page of the documentation as its parts, so that whoever shows it makes them of their own means: text is text, and markup
 * of the page's own is left out.
 */

export type Inline =
  | { readonly text: string }
  | { readonly code: string }
  | { readonly strong: readonly Inline[] }
  /** `href`: elsewhere. `path`: a file of the repository. */
  | { readonly link: readonly Inline[]; readonly href?: string; readonly path?: string };

export type Block =
  | { readonly heading: readonly Inline[]; readonly level: number }
  | { readonly paragraph: readonly Inline[] }
  | { readonly code: string }
  | { readonly items: readonly (readonly Block[])[]; readonly isOrdered: boolean }
  | { readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly quote: readonly Block[] };

/** @param path of the page within the repository: relative links go from there */
export const blocksOf = (markdown: string, path: string): Block[] => blocks(lexer(markdown), path);

const within = (token: Token): readonly Token[] => ("tokens" in token ? (token.tokens ?? []) : []);

const blocks = (tokens: readonly Token[], path: string): Block[] => tokens.flatMap((token) => block(token, path));

function block(token: Token, path: string): Block[] {
  const inside = () => inlines(within(token), path);
  switch (token.type) {
    case "heading":
      return [{ heading: inside(), level: token.depth }];
    case "paragraph":
    case "text":
      return [{ paragraph: within(token).length > 0 ? inside() : [{ text: token.text }] }];
    case "code":
      return [{ code: token.text }];
    case "blockquote":
      return [{ quote: blocks(within(token), path) }];
    case "list": {
      const { items, ordered } = token as Tokens.List;
      return [{ items: items.map((item) => blocks(item.tokens, path)), isOrdered: ordered }];
    }
    case "table": {
      const { header, rows } = token as Tokens.Table;
      const cells = (row: readonly Tokens.TableCell[]) => row.map((cell) => inlines(cell.tokens, path));
      return [{ head: cells(header), rows: rows.map(cells) }];
    }
    // Markup of its own, rules, space: nothing that has to be read.
    default:
      return [];
  }
}

const inlines = (tokens: readonly Token[], path: string): Inline[] => tokens.flatMap((token) => inline(token, path));

function inline(token: Token, path: string): Inline[] {
  switch (token.type) {
    case "codespan":
      return [{ code: token.text }];
    case "strong":
    case "em":
      return [{ strong: inlines(within(token), path) }];
    case "link":
      return [{ link: inlines(within(token), path), ...target(token.href, path) }];
    case "image":
    case "text":
    case "escape":
      return within(token).length > 0 ? inlines(within(token), path) : [{ text: token.text }];
    case "br":
      return [{ text: "\n" }];
    default:
      return [];
  }
}

function target(href: string, path: string): { readonly href?: string; readonly path?: string } {
  if (/^https:\/\//.test(href)) return { href };
  const [file = ""] = href.split("#");
  if (file === "" || /^[a-z]+:/i.test(file)) return {};
  return { path: new URL(file, `https://repository.invalid/${path}`).pathname.slice(1) };
}
