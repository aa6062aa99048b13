import { readFileSync } from "node:fs";
import { packageFile } from "../../lib/program/places.ts";
import { type Block, blocksOf, type Inline } from "../words/markdown.ts";
import { pageOf } from "./pages.ts";

/** How the sender of a connector is connected: what the documentation says of it, without what its page says of others. */
export interface Guide {
  /** The page within the repository. */
  readonly page: string;
  readonly blocks: readonly Block[];
}

export function guideTo(connector: string): Guide {
  const page = pageOf(connector);
  const blocks = blocksOf(readFileSync(packageFile(page), "utf8"), page);
  const start = blocks.findIndex((block) => "level" in block && block.level > 1 && names(block.heading, connector));
  if (start < 0) return { page, blocks };
  const { level } = blocks[start] as { readonly level: number };
  const rest = blocks.slice(start + 1);
  const end = rest.findIndex((block) => "level" in block && block.level <= level);
  return { page, blocks: [...blocks.slice(start, start + 1), ...(end < 0 ? rest : rest.slice(0, end))] };
}

const names = (heading: readonly Inline[], connector: string): boolean =>
  heading.some((part) => "code" in part && part.code === connector);
