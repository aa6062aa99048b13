import { signal } from "@preact/signals";

/** Whom the operator looks for: a phone number or an e-mail address never stands in the address of a page. */
export const wanted = signal("");
