import { readFileSync, writeFileSync } from "node:fs";
import { withCrmTables } from "./crm-tables.ts";

/** `npm run docs:crms`: writes what the pages say of the CRMs. */
for (const page of ["README.md", "docs/crms.md"]) writeFileSync(page, withCrmTables(readFileSync(page, "utf8")));
