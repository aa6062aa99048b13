import { describe, expect, it } from "vitest";
import areaCodes from "../../../../lambda/lead/hours/data/nanp-area-codes.json" with { type: "json" };
import { placesOf } from "../../../../lambda/lead/hours/places.ts";
import { tables } from "../../../../lambda/lead/hours/tables.ts";
import type { StatedPlace } from "../../../../lambda/lead/lead.ts";

const places = (phone: string, stated: StatedPlace = {}) => {
  const found = placesOf(phone, stated);
  return found.kind === "unknown"
    ? found.why
    : found.places.map(({ country, region, zone }) => `${region ?? country} ${zone.replace(/^.*\//, "")}`);
};
const newYork = "+12125550123";
const home = "US-NY New_York";

describe("the places of a person", () => {
  it.each<[what: string, phone: string, stated: StatedPlace, places: string[]]>([
    ["an area code in two zones", "+12085550123", {}, ["US-ID Denver", "US-ID Los_Angeles"]],
    ["an area code of two provinces", "+19025550123", {}, ["CA-NS Halifax", "CA-PE Halifax"]],
    ["an area code of Canada, though the lead says US", "+14165550123", { country: "US" }, ["CA-ON Toronto"]],
    ["a territory, which is under the federal rules", "+16715550123", {}, ["US-GU Guam"]],
    ["a state by its code", newYork, { country: "US", state: "CA" }, [home, "US-CA Los_Angeles"]],
    ["a state with its country", newYork, { country: "US", state: "us-ca" }, [home, "US-CA Los_Angeles"]],
    ["a state by its name", newYork, { state: "north carolina" }, [home, "US-NC New_York"]],
    [
      "a province beside the United States",
      newYork,
      { country: "US", state: "Québec" },
      [home, "CA-QC Toronto", "CA-QC Halifax", "CA-QC Blanc-Sablon"],
    ],
    [
      "a state that Australia has as well",
      "+61491570156",
      { country: "AU", state: "WA" },
      ["AU-WA Perth", "AU-WA Eucla"],
    ],
    ["a ZIP code before its state", newYork, { zip: "90001-1234", state: "TX" }, [home, "US-CA Los_Angeles"]],
    ["a ZIP code of two states", newYork, { zip: "06390" }, [home, "US-CT New_York"]],
    ["a ZIP code that lost its zero", newYork, { zip: "2906" }, [home, "US-RI New_York"]],
    ["a state where the ZIP code is in no table", newYork, { zip: "00000", state: "RI" }, [home, "US-RI New_York"]],
    [
      "a postal code of Canada",
      newYork,
      { country: "CA", zip: "k1a 0b1" },
      [home, "CA-ON Toronto", "CA-ON Winnipeg", "CA-ON Chicago", "CA-ON Atikokan"],
    ],
    ["no ZIP code where the lead is from elsewhere", newYork, { country: "DE", zip: "80331" }, [home, "DE Berlin"]],
    [
      "a browser's zone with the lead's country",
      newYork,
      { country: "US", zone: "America/Denver" },
      [home, "US Denver"],
    ],
    [
      "an address where the table lacks the area code",
      "+14365550123",
      { country: "US", zip: "90001" },
      ["US-CA Los_Angeles"],
    ],
    ["all zones of a number's country", "+34612345678", { state: "Canarias" }, ["ES Madrid", "ES Canary"]],
    ["Britain by the name that people give it", "+442079460123", { country: "uk" }, ["GB London"]],
    ["none in words that say nothing", newYork, { state: " - ", zip: "", zone: "" }, [home]],
    ["a ZIP code with words, which is none", newYork, { zip: "none" }, [home]],
  ])("are those of %s", (_, phone, stated, expected) => {
    expect(places(phone, stated)).toEqual(expected);
  });

  it.each<[what: string, phone: string, stated: StatedPlace]>([
    ["a number overseas, by the word for a country alone", "+590590123456", { country: "FR" }],
    ["a number of a country without a rule, by such a word", "+919812345678", { country: "GB" }],
    ["a mobile of Australia, by such a word", "+61491570156", { country: "GB" }],
    ["an area code that the table lacks, by such a word", "+14365550123", { country: "GB" }],
    [
      "a number of another country, by an address in the United States",
      "+919812345678",
      { country: "US", state: "CA" },
    ],
    ["a mobile of Australia, by an address in the United States", "+61491570156", { country: "US", state: "CA" }],
    ["a ZIP code that cannot be read", newYork, { zip: "CA 90001" }],
    ["a ZIP code that is too long", newYork, { zip: "900011" }],
  ])("are not known of %s", (_, phone, stated) => expect(placesOf(phone, stated).kind).toBe("unknown"));

  it("are told with what says so", () => {
    expect(placesOf(newYork, { zip: "90001" })).toMatchObject({
      places: [{ by: "the area code 212" }, { by: "the ZIP code 900" }],
    });
  });
});

describe("the table of area codes", () => {
  it("says which rows were corrected by hand, and the rows are there", () => {
    expect(Object.keys(areaCodes.byHand).filter((code) => tables.areaCodes[code] === undefined)).toEqual([]);
  });
});
