/** What independent witnesses of a form give to it, which stands in hidden fields. */

/** The one host of TrustedForm's certificates. A lead can name any address, and nothing is sent to another. */
export const TRUSTED_FORM = "cert.trustedform.com";

type Fields = readonly (readonly [name: string, text: string])[];

/** @returns the certificate's id, from a field such as `xxTrustedFormCertUrl` */
export const trustedFormIn = (fields: Fields): string | undefined => firstOf(fields, /trusted_?form/i, certificateId);

/** @returns the id of a certificate whose whole address this is; undefined for every other address */
export function certificateId(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, username, password, pathname } = new URL(text);
  if (protocol !== "https:" || host !== TRUSTED_FORM || username !== "" || password !== "") return undefined;
  return /^\/(?=[A-Za-z0-9])([A-Za-z0-9_-]{8,255})$/.exec(pathname)?.[1];
}

/** Jornaya's token, from `universal_leadid` or a field called after `leadid_token`. */
export const jornayaIn = (fields: Fields): string | undefined =>
  firstOf(fields, /universal_?lead_?id|lead_?id_?token|jornaya/i, (text) =>
    /^[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}$/i.test(text.trim()) ? text.trim().toUpperCase() : undefined,
  );

function firstOf(fields: Fields, name: RegExp, read: (text: string) => string | undefined): string | undefined {
  for (const [called, text] of fields) {
    const found = name.test(called) ? read(text) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
