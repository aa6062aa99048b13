import { readFileSync, writeFileSync } from "node:fs";
import { described, withTable } from "./command-table.ts";

/** `npm run docs:commands` */
const page = new URL("../../docs/command-line.md", import.meta.url);
writeFileSync(page, withTable(readFileSync(page, "utf8"), described()));
