/**
 * A read that many ask for at the same time. Nobody gets an answer that is older than the question: who asks while a
 * read is under way shares the next one with all who ask meanwhile.
 */
export function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;

  const begin = (): Promise<T> => {
    next = undefined;
    const begun = read();
    underWay = begun;
    return begun;
  };
  return () => {
    next ??= underWay.then(begin, begin);
    return next;
  };
}
