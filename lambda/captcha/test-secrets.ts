/**
 * The secrets that vendors publish for trials. Their answers say nothing about the visitor, nor about page and action.
 * https://developers.cloudflare.com/turnstile/troubleshooting/testing/
 * https://docs.hcaptcha.com/#integration-testing-test-keys
 * https://developers.google.com/recaptcha/docs/faq#id-like-to-run-automated-tests-with-recaptcha.-what-should-i-do
 */
export const isTestSecret = (secret: string): boolean =>
  /^(?:[123]x0{31}AA|0x0{40}|6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe)$/.test(secret);

/** One that lets everybody pass, for a bridge on a developer's machine; undefined where the vendor has none. */
export const testSecretOf: Readonly<Record<string, string | undefined>> = {
  turnstile: `1x${"0".repeat(31)}AA`,
  hcaptcha: `0x${"0".repeat(40)}`,
  "recaptcha-v2": "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe",
};
