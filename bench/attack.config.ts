/**
 * What `npm run bench:attack` attacks: a form that asks for a captcha, for whose merge group one person is rung once.
 * Not for a visitor's limit: on this machine nobody has an address of their own, so that holds up no attacker.
 */
export default {
  accounts: { main: { timeZone: "America/New_York", callsPerSecond: 100 } },
  sources: {
    website: {
      connector: "html-form",
      account: "main",
      team: 19230,
      captcha: { kind: "turnstile", siteKey: "1x00000000000000000000AA", hostnames: ["www.example.com"] },
      limits: { perHour: 2_000 },
      hours: { off: { by: "bench:attack", reason: "it is no matter of the time of the day" } },
    },
  },
};
