/**
 * Provinces and countries that keep another clock since 2026: a runtime with older zone data is an hour wrong there, and
 * rings at night. `since` is a release of the IANA database that knows it, https://data.iana.org/time-zones/tzdb/NEWS
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
    {
      province: "Cuba",
      since: "2026f",
      from: "2026-11-01T05:00:00Z",
      until: "2027-11-07T05:00:00Z",
      offsetMinutes: -4 * 60,
      zones: ["America/Havana", "Cuba"],
    },
    {
      province: "Morocco",
      since: "2026c",
      from: "2026-09-20T01:00:00Z",
      offsetMinutes: 0,
      zones: ["Africa/Casablanca", "Africa/El_Aaiun"],
    },
  ],
} as const;

interface ChangedClock {
  readonly from: number;
  /** Until then; without it for good. */
  readonly until: number | undefined;
  readonly offsetMinutes: number;
}

const byZone = new Map(
  changes.clocks.flatMap(({ from, offsetMinutes, zones, ...more }) =>
    zones.map((zone): [string, ChangedClock] => [
      zone.toLowerCase(),
      { from: Date.parse(from), until: "until" in more ? Date.parse(more.until) : undefined, offsetMinutes },
    ]),
  ),
);

/** From when a zone keeps which offset, in milliseconds since 1970; undefined where the runtime is right. */
export const changedClocks = (zone: string) => byZone.get(zone.toLowerCase());
