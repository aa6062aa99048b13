/** The text for an item on which the bridge itself failed, shown after its reason; empty for others. */
export const faultWords = ({ faults }: { readonly faults?: number | undefined }): string =>
  faults === undefined ? "" : ` (the bridge failed on this ${faults === 1 ? "once" : `${faults} times`} in a row)`;
