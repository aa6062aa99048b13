/** How two versions stand to each other, as https://semver.org orders them: below 0 where the first is the earlier. */
export function compareVersions(one: string, other: string): number {
  const [[numbers, ahead], [otherNumbers, otherAhead]] = [partsOf(one), partsOf(other)];
  for (const at of [0, 1, 2]) {
    const difference = (numbers[at] ?? 0) - (otherNumbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (ahead === otherAhead) return 0;
  // What comes ahead of a version, such as 1.4.0-rc.1, is before it.
  if (ahead === "" || otherAhead === "") return ahead === "" ? 1 : -1;
  return ahead.localeCompare(otherAhead, "en", { numeric: true });
}

function partsOf(version: string): [numbers: number[], ahead: string] {
  const [, numbers = "", ahead = ""] = /^v?([\d.]+)(?:-([^+]*))?/.exec(version) ?? [];
  return [numbers.split(".").map(Number), ahead];
}
