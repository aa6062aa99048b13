/**
 * Provinces that stopped changing their clocks in 2026: a runtime with older zone data is an hour wrong there, and rings
 * at night. `since` is the release of the IANA database that knows it, https://data.iana.org/time-zones/tzdb/NEWS
 */
export const changes = {
  /** When the table was last held against the database, and up to which release. */
  checked: "2026-11-28",
  release: "2026f",
  clocks: [
    {
      province: "British Columbia",
      since: "2026b",
      from: "2026-11-01T09:00:00Z",
      offsetMinutes: -7 * 60,
      zones: ["America/Vancouver", "Canada/Pacific"],
    },
    {
      province: "Alberta",
      since: "2026c",
      from: "2026-11-01T08:00:00Z",
      offsetMinutes: -6 * 60,
      zones: ["America/Edmonton", "Canada/Mountain"],
    },
    {
      province: "Northwest Territories",
      since: "2026d",
      from: "2026-11-01T08:00:00Z",
      offsetMinutes: -6 * 60,
      zones: ["America/Yellowknife", "America/Inuvik"],
    },
    {
      province: "Manitoba",
      since: "2026f",
      from: "2026-11-01T07:00:00Z",
      offsetMinutes: -5 * 60,
      zones: ["America/Winnipeg", "America/Rainy_River", "Canada/Central"],
    },
  ],
} as const;

const byZone = new Map(
  changes.clocks.flatMap(({ from, offsetMinutes, zones }) =>
    zones.map((zone): [string, { from: number; offsetMinutes: number }] => [
      zone.toLowerCase(),
      { from: Date.parse(from), offsetMinutes },
    ]),
  ),
);

/** From when a zone keeps which offset for good; undefined where the runtime is right. */
export const changedClocks = (zone: string) => byZone.get(zone.toLowerCase());
