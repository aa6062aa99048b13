import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { abouts } from "../../lambda/connectors/about.ts";
import { drawRecord } from "./crm-picture.ts";
import { recordIn } from "./crm-record.ts";
import { crmPages, pictureOf, withCrmTables } from "./crm-tables.ts";

/** `npm run docs:crms`: writes what the pages say of the CRMs, and the picture of a record in each. */
for (const page of crmPages) writeFileSync(page, withCrmTables(page, readFileSync(page, "utf8")));
for (const about of abouts) {
  mkdirSync(dirname(pictureOf(about)), { recursive: true });
  writeFileSync(pictureOf(about), drawRecord(about.title, await recordIn(about)));
}
