import { compact } from "./compact.ts";
import callingHours from "./data/calling-hours.json" with { type: "json" };
import areaCodes from "./data/nanp-area-codes.json" with { type: "json" };
import regionNames from "./data/region-names.json" with { type: "json" };
import regionZones from "./data/region-zones.json" with { type: "json" };
import zips from "./data/us-zip3-zones.json" with { type: "json" };
import { CallingHoursSchema } from "./file-shape.ts";
import type { Tables } from "./tables-shape.ts";

/**
 * What is known of calling hours and of places, as far as a verdict takes it. Only the dialler's bundle holds the
 * outcome of this file, see `lib/bundling/packed-data.ts`.
 */
export const tables: Tables = compact({
  hours: CallingHoursSchema.parse(callingHours),
  areaCodes,
  zips,
  regionZones,
  regionNames,
});
