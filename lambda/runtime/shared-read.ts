/**
 * A read that many ask for at the same time. A caller never gets a value that was read before it asked: callers that
 * ask while a read is under way share the next one.
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
