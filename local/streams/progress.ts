/** How far a follower got in a shard, when its records are not finished in the order in which they came. */
export interface Progress {
  begun(position: string): void;
  done(position: string): void;
}

/** @param save called with the last position before which nothing is left to do */
export function trackProgress(save: (position: string) => void): Progress {
  const open: string[] = [];
  const finished = new Set<string>();
  return {
    begun: (position) => void open.push(position),
    done(position) {
      finished.add(position);
      let reached: string | undefined;
      while (open[0] !== undefined && finished.delete(open[0])) reached = open.shift();
      if (reached !== undefined) save(reached);
    },
  };
}
