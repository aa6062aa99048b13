import { phoneOf } from "../drive.ts";

/** What a visitor of a campaign's page sends: some 1.5 kB, most of which they did not type. */
export const fieldsOf = (index: number): Record<string, string> => ({
  first_name: "Dana",
  last_name: `Whitfield ${index}`,
  email: `dana.whitfield.${index}@example.com`,
  phone: phoneOf(index),
  company: "Whitfield & Daughters Roofing LLC",
  postal_code: "10027",
  interest: "Solar panels with a battery",
  message:
    "Hello, we have a south facing roof of about 120 square metres in Manhattan and pay around 380 dollars a month for " +
    "electricity. Could somebody tell us what panels and a battery would cost, and whether the roof has to be done first? " +
    "Best in the morning, before ten.",
  consent: "on",
  consent_text:
    "I agree to be called and written to about my request at the number above, also by automated means. I can withdraw this at any time.",
  page_url:
    "https://www.example.com/solar/new-york?utm_source=google&utm_medium=cpc&utm_campaign=ny-solar-spring&utm_term=solar+battery+cost&utm_content=ad-3",
  referrer: "https://www.google.com/",
  utm_source: "google",
  utm_medium: "cpc",
  utm_campaign: "ny-solar-spring",
  utm_term: "solar battery cost",
  utm_content: "ad-3",
  gclid: `EAIaIQobChMI-example-click-id-${String(index).padStart(6, "0")}-aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789`,
  landing_page: "https://www.example.com/solar/new-york",
});
