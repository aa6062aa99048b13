import { describe, expect, it } from "vitest";
import { type Country, parsePhone, usualCountries } from "../../../../lambda/lead/reader/phone.ts";
import { number } from "../../../../lambda/lead/rules/number.ts";
import type { NumberRules } from "../../../../lambda/lead/rules/rule.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

const judge = (phone: string, numbers: NumberRules, releasedAt?: Date) => {
  const lead = aLead();
  const released = releasedAt && { releasedAt: releasedAt.toISOString() };
  return number.judge({ ...lead, ...released, person: { ...lead.person, phone } }, { numbers }, noon);
};

const pass = { dial: "now" };
const held = (reason: string, whom: "rule" | "person") => ({ dial: "held", reason, for: whom });

const rulesOf = (country: Country, never: string[] = []) => ({ countries: usualCountries(country), never });

describe("a number that costs extra", () => {
  it.each([
    ["a premium line of North America", "+19005550123"],
    ["a premium exchange of New York", "+12129761234"],
    ["a number that follows its owner about", "+15005550006"],
    ["a British premium line", "+449098790123"],
    ["a British personal number, which looks like a mobile", "+447012345678"],
    ["a British revenue line", "+448431234567"],
    ["a German premium line", "+499001234567"],
    ["a French premium line", "+33899123456"],
    ["a Spanish premium line", "+34806123456"],
    ["an Australian premium line", "+611900123456"],
    ["a premium line of the whole world", "+979112345678"],
    ["a satellite phone", "+881612345678"],
    ["a ship's phone", "+870776112345"],
    ["an international network", "+882161234567"],
    ["another international network", "+883510012345"],
    ["a shared-cost number of the whole world", "+80812345678"],
    ["directory assistance of New York", "+12125551212"],
    ["directory assistance of another area code", "+14155551212"],
    ["directory assistance of toll-free numbers", "+18005551212"],
    ["directory assistance of later toll-free numbers", "+18335551212"],
    ["directory assistance of Jamaica", "+18765551212"],
    ["a satellite phone of Canada", "+16005550123"],
    ["a number of Canada's that belongs to no place", "+16225550123"],
    ["one of those codes that is not in use yet", "+16555550123"],
    ["a personal number of a later code", "+15335550123"],
    ["a code for machines", "+15885550123"],
    ["a carrier's own number", "+17005550123"],
    ["a number of the government's", "+17105550123"],
    ["a premium exchange of Toronto", "+14169761234"],
    ["a satellite phone of Russia", "+79541234567"],
    ["a satellite phone of Australia", "+61147123456"],
    ["another satellite network", "+883120012345"],
    ["a German number for votes", "+491371234567"],
    ["a German shared-cost line", "+491801234567"],
    ["a Swiss personal number", "+41878123456"],
    ["a Japanese access number", "+81570123456"],
    ["a South African access number", "+27861234567"],
    ["a Brazilian shared-cost line", "+5540041234"],
    ["a British pager", "+447640123456"],
    ["an Italian shared-cost line", "+39840123456"],
  ])("F91: %s is never rung, whatever countries are allowed", (_, phone) => {
    const countries = ["US", "CA", "JM", "GB", "DE", "FR", "ES", "IT", "CH", "AU", "RU", "JP", "ZA", "BR"] as const;
    expect(judge(phone, { countries, never: [] })).toEqual(held("number-costly", "person"));
    expect(judge(phone, { countries, never: [] }, noon)).toEqual(held("number-costly", "person"));
  });
});

describe("a number abroad", () => {
  it.each([
    ["Jamaica", "+18765550123"],
    ["the Dominican Republic", "+18095550123"],
    ["Antigua", "+12684601234"],
    ["Bermuda", "+14412951234"],
    ["Grenada", "+14734031234"],
    ["American Samoa", "+16846331234"],
    ["Great Britain", "+442079460958"],
    ["the Isle of Man", "+447624123456"],
  ])("F91: in %s is not rung by a source in the United States, although it may look like home", (_, phone) => {
    expect(judge(phone, rulesOf("US"))).toMatchObject(held("number-abroad", "rule"));
  });

  it("is named by its country, as the numbers of some look like home", () => {
    expect(judge("+18765550123", rulesOf("US"))).toMatchObject({ detail: "The number is one of Jamaica" });
  });

  it.each([
    ["US", "+12125550123"],
    ["US", "+14165550123"],
    ["US", "+17875550123"],
    ["CA", "+12125550123"],
    ["GB", "+442079460958"],
    ["GB", "+443331234567"],
    ["NL", "+31880123456"],
    ["IE", "+353818123456"],
    ["US", "+12125551213"],
    ["US", "+12125550976"],
    ["US", "+16465550123"],
    ["CA", "+16475550123"],
    ["US", "+15055550123"],
    ["US", "+15205550123"],
    ["US", "+17025550123"],
    ["DE", "+4915112345678"],
  ] as const)("is not what a source in %s takes %s for", (country, phone) => {
    expect(judge(phone, rulesOf(country))).toEqual(pass);
  });

  it("F91: waits for the configuration or for a person, who may have it rung", () => {
    const phone = "+442079460958";
    expect(judge(phone, rulesOf("US"))).toMatchObject(held("number-abroad", "rule"));
    expect(judge(phone, { countries: ["US", "GB"], never: [] })).toEqual(pass);
    expect(judge(phone, rulesOf("US"), noon)).toEqual(pass);
  });
});

it.each([
  ["US", "+18005550123"],
  ["US", "+18004114321"],
  ["US", "+18885550123"],
  ["GB", "+448081570123"],
  ["DE", "+498001234567"],
] as const)(
  "F91: a toll-free number, as in %s %s, is a business's line and waits for an operator",
  (country, phone) => {
    expect(judge(phone, rulesOf(country))).toEqual(held("number-toll-free", "person"));
    expect(judge(phone, rulesOf(country), noon)).toEqual(pass);
  },
);

it.each(["+12129111234", "+14154110123", "+12125110123"])(
  "F91: %s has the exchange of a short number and can reach nobody",
  (phone) => expect(judge(phone, rulesOf("US"))).toEqual(held("invalid-phone", "person")),
);

it("F91: a number of one's own people is never rung, nor is one that begins as the configuration says", () => {
  const never = ["+12125550100", "+1900", "+4420"];
  expect(judge("+12125550100", rulesOf("US", never))).toEqual(held("number-barred", "rule"));
  expect(judge("+442079460958", rulesOf("GB", never), noon)).toEqual(held("number-barred", "rule"));
  expect(judge("+12125550101", rulesOf("US", never))).toEqual(pass);
});

it.each(["911", "112", "999", "000", "411", "611", "+1911", "+1 411", "*67 2125550123", "0", "00"])(
  "F91: %j is short or an emergency, and no number that could be rung",
  (text) => {
    for (const country of ["US", "GB", "DE"] as const) expect(parsePhone(text, country)).toBeUndefined();
  },
);

it("is no matter of a lead that has no number yet", () => {
  expect(number.judge(aLead({ phone: "" }), { numbers: rulesOf("US") }, noon)).toEqual(pass);
});
