/** Waits. An argument wherever it is used, so that tests need not. */
export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
