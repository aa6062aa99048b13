import { readFileSync, writeFileSync } from "node:fs";
import { hoursPage, withHoursTables } from "./hours-tables.ts";

/** `npm run docs:hours`: writes what the page says of the calling hours. */
writeFileSync(hoursPage, withHoursTables(readFileSync(hoursPage, "utf8")));
