import { nationalPart } from "../../../lead/reader/phone.ts";

/**
 * A phone in the forms that people write and CRMs make of it, for a CRM that compares it letter by letter, or does not say
 * how it does. In numbers of ten digits the area may stand in parentheses.
 * @param phone E.164
 */
export function waysToWrite(phone: string): string[] {
  const national = nationalPart(phone);
  const [, area, exchange, line] = /^(\d{3})(\d{3})(\d{4})$/.exec(national) ?? [];
  const inParts = area === undefined ? [] : [`(${area}) ${exchange}-${line}`, `${area}-${exchange}-${line}`];
  return [phone, ...inParts, national, phone.slice(1)];
}
