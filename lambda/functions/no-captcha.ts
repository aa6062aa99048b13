import type { captchas as all } from "./captcha.ts";

/** In the place of `captcha.ts`, which brings a second way out over HTTP, where no source asks for a captcha. */
export const captchas: (
  ...deps: Parameters<typeof all>
) => Pick<ReturnType<typeof all>, "isChallengeAskedFor"> & Partial<ReturnType<typeof all>> = () => ({
  isChallengeAskedFor: () => false,
});
