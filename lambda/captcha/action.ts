/** What a page has to call its action where the configuration does not say: the source's name, as every vendor takes it. */
export const actionOf = (source: string, given?: string | undefined): string =>
  given ?? source.replaceAll("-", "_").slice(0, 32);
