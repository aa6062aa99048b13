/** What is said of an item on which the bridge itself failed, behind why it waits; nothing of any other. */
export const faultWords = ({ faults }: { readonly faults?: number | undefined }): string =>
  faults === undefined ? "" : ` (the bridge failed on this ${faults === 1 ? "once" : `${faults} times`} in a row)`;
