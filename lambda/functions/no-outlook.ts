import type { outlooks as all } from "./outlook.ts";

/** In the place of `outlook.ts`, which brings the calling hours, where no source answers visitors. */
export const outlooks: (...deps: Parameters<typeof all>) => ReturnType<typeof all> = () => undefined;
