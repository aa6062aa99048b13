import { describe, expect, it } from "vitest";
import { dayOf } from "../../../../lambda/lead/hours/calendar.ts";
import { isHoliday } from "../../../../lambda/lead/hours/holidays.ts";
import { tables } from "../../../../lambda/lead/hours/tables.ts";

const on = (set: string, date: string) => isHoliday(set, dayOf(date), tables.holidaySets);

describe("a holiday", () => {
  it.each<[set: string, date: string, what: string]>([
    ["us-federal", "2026-01-19", "the third Monday of January"],
    ["us-federal", "2026-05-25", "the last Monday of May"],
    ["us-federal", "2026-07-03", "the Friday before a Saturday"],
    ["us-federal", "2026-07-04", "and the Saturday itself"],
    ["us-federal", "2027-07-05", "the Monday after a Sunday"],
    ["us-federal", "2027-12-31", "the Friday before New Year's Saturday, in the year before"],
    ["us-pa", "2026-04-03", "Good Friday"],
    ["us-pa", "2026-06-15", "the Monday after Flag Day's Sunday"],
    ["us-pa", "2027-11-02", "election day, every year"],
    ["us-ut", "2026-06-15", "Juneteenth, which Utah keeps on a Monday"],
    ["us-ut", "2026-06-19", "and the day of the federal set"],
    ["us-ut", "2027-07-23", "the Friday before Pioneer Day's Saturday"],
    ["us-la", "2027-02-09", "Mardi Gras"],
    ["us-la", "2026-11-27", "the Friday after the fourth Thursday"],
    ["us-al", "2026-04-27", "the fourth Monday of April"],
    ["ca-bc", "2026-05-18", "the Monday before the 25th of May"],
    ["ca-bc", "2027-05-24", "the Monday before it, the day before"],
    ["au-national", "2026-12-28", "the Monday after Boxing Day's Saturday"],
    ["au-national", "2027-12-27", "the Monday after Christmas on a Saturday"],
    ["au-national", "2027-12-28", "and the Tuesday for Boxing Day on the Sunday"],
    ["fr", "2026-05-14", "Ascension"],
    ["fr", "2026-05-25", "the Monday after Whitsun"],
    ["es-national", "2026-12-08", "the Immaculate Conception"],
    ["nz-national", "2026-10-26", "the fourth Monday of October"],
  ])("of %s on %s: %s", (set, date) => {
    expect(on(set, date)).toBe(true);
  });

  it.each<[set: string, date: string, why: string]>([
    ["us-la", "2027-11-02", "election day of an odd year"],
    ["us-pa", "2026-07-03", "Pennsylvania keeps no Friday before"],
    ["fr", "2027-05-03", "May the first on a Saturday has no substitute"],
    ["ca-bc", "2026-05-25", "that Monday is not before the 25th"],
    ["us-federal", "2026-11-27", "the day after Thanksgiving is Louisiana's"],
  ])("of %s is not on %s: %s", (set, date) => {
    expect(on(set, date)).toBe(false);
  });
});
