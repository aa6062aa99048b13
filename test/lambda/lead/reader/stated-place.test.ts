import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mapping, readFields } from "../../../../lambda/lead/reader/fields.ts";
import { statedPlace } from "../../../../lambda/lead/reader/stated-place.ts";

const phone = "+1 212 555 0142";

const placeIn = (body: Record<string, unknown>, mapping?: Mapping) => readFields({ phone, ...body }, mapping).place;

describe("the names by which a request says where its person is", () => {
  it.each([
    "zip",
    "ZIP Code",
    "zip_code",
    "zipCode",
    "Zip/Postal Code",
    "postal",
    "postalCode",
    "postcode",
    "your-zip",
    "Home ZIP code",
    "What is your ZIP code?",
    "billing_postcode",
    "q7_zipCode",
    "property_zip",
    "code postal",
    "PLZ",
  ])("%s is for the ZIP code", (name) => expect(placeIn({ [name]: "80202" })).toEqual({ zip: "80202" }));

  it.each([
    "state",
    "State/Province",
    "state_code",
    "province",
    "address_state",
    "mailingState",
    "Which state do you live in?",
    "In which state is your property located?",
    "Bundesland",
  ])("%s is for the state", (name) => expect(placeIn({ [name]: "CO" })).toEqual({ state: "CO" }));

  it.each(["country", "Country", "countryCode", "billing_country", "Land", "País", "Pays", "What country are you in?"])(
    "%s is for the country",
    (name) => expect(placeIn({ [name]: "Germany" })).toEqual({ country: "DE" }),
  );

  it.each(["zone", "timezone", "time_zone", "timeZone", "tz", "user_timezone", "browser-timezone"])(
    "%s is for the zone",
    (name) => expect(placeIn({ [name]: "America/Denver" })).toEqual({ zone: "America/Denver" }),
  );

  it("may be those of an address", () => {
    const address = { line1: "1 Main St", city: "Denver", state: "CO", postal_code: "80202", country: "US" };
    expect(placeIn({ address })).toEqual({ zip: "80202", state: "CO", country: "US" });
  });

  it.each([
    ["ip_country", "US"],
    ["country_of_birth", "DE"],
    ["phone_country", "DE"],
    ["company_state", "CO"],
    ["lead_state_id", "CO"],
    ["zip_file", "80202"],
    ["event_timezone", "America/Denver"],
    ["zone", "North"],
    ["zone", "3"],
    ["state_of_the_roof", "bad"],
    ["referrer", "80202"],
  ])("%s is none of them", (name, value) => expect(placeIn({ [name]: value })).toBeUndefined());

  it("are the person's and nobody else's", () => {
    expect(placeIn({ dealer: { name: "Acme", phone: "+12125550101", state: "TX" }, state: "CO" })).toEqual({
      state: "CO",
    });
  });

  it("of several addresses give the one beside the phone", () => {
    const address = { state: "TX", zip: "78701" };
    expect(readFields({ shipping: address, contact: { phone, state: "CO", zip: "80202" } }).place).toEqual({
      zip: "80202",
      state: "CO",
    });
  });

  it("are left where they are, so that nobody misses them among what came with the lead", () =>
    expect(readFields({ phone, zip: "80202", state: "CO" }).extra).toEqual({ zip: "80202", state: "CO" }));

  it("can be said by a mapping, which is believed alone", () => {
    const body = { "Where is the house?": "CO", state: "TX" };
    expect(placeIn(body, { state: "Where is the house?" })).toEqual({ state: "CO" });
    expect(placeIn({ state: "TX" }, { state: "nowhere" })).toBeUndefined();
  });
});

describe("what is read of a place", () => {
  it("is the browser's zone, which the script for forms sends, before any other", () => {
    const { place, extra, why } = readFields({ phone, _zone: "America/Denver", timezone: "America/Chicago" });
    expect(place).toEqual({ zone: "America/Denver" });
    expect(extra).toEqual({ timezone: "America/Chicago" });
    expect(why?.zone?.path).toBe("_zone");
  });

  it.each(["Mountain Time", "UTC", "GMT", "Etc/GMT+7", "+05:00", "America/Nowhere", "-07:00", "MST7MDT", "x/../../y"])(
    "takes %s for no zone of a place",
    (zone) => expect(placeIn({ _zone: zone })).toBeUndefined(),
  );

  it.each([
    ["80202-1234", "80202-1234"],
    ["sw1a 1aa", "SW1A 1AA"],
    ["８０２０２", "80202"],
    [80202, "80202"],
  ])("takes %s for the ZIP code %s", (zip, read) => expect(placeIn({ zip })).toEqual({ zip: read }));

  it.each(["none", "https://example.com/80202", "1234567890123", "call me at 5"])("takes %s for no ZIP code", (zip) =>
    expect(placeIn({ zip })).toBeUndefined(),
  );

  it.each([
    ["US-CO", "CO"],
    ["  New   York ", "New York"],
    ["Nordrhein-Westfalen", "Nordrhein-Westfalen"],
    ["Washington, D.C.", "Washington, D.C."],
  ])("takes %s for the state %s", (state, read) => expect(placeIn({ state })).toEqual({ state: read }));

  it.each(["new", "Submitted", "closed", "EMEA", "us-east-1", "true", "Please select", "x".repeat(41), "{{state}}"])(
    "takes %s for no state",
    (state) => expect(placeIn({ state })).toBeUndefined(),
  );

  it.each([
    ["us", "US"],
    ["USA", "US"],
    ["Deutschland", "DE"],
    ["United Kingdom (+44)", "GB"],
    ["🇮🇪", "IE"],
    ["España", "ES"],
  ])("takes %s for the country %s", (country, code) => expect(placeIn({ country })).toEqual({ country: code }));

  it.each(["Other", "+1", "anywhere", "1"])("takes %s for no country", (country) =>
    expect(placeIn({ country })).toBeUndefined(),
  );

  it("is short, whatever somebody sends", () => {
    const text = fc.string({ unit: "binary", maxLength: 70 });
    fc.assert(
      fc.property(fc.record({ zip: text, state: text, country: text, zone: text }), (given) => {
        const { zip = "", state = "", country = "", zone = "" } = statedPlace(given) ?? {};
        expect(zip.length <= 11 && state.length <= 40 && country.length <= 2 && zone.length <= 60).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
