import { readFileSync, writeFileSync } from "node:fs";
import { crmPages, withCrmTables } from "./crm-tables.ts";

/** `npm run docs:crms`: writes what the pages say of the CRMs. */
for (const page of crmPages) writeFileSync(page, withCrmTables(page, readFileSync(page, "utf8")));
