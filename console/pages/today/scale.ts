/** From one power of ten to another, with what stands at the side: the halves of few powers, else the powers alone. */
export function scaleOf(values: readonly number[]) {
  const shown = values.map((value) => Math.max(value, 0.1));
  const first = Math.floor(Math.log10(Math.min(...shown, 10)));
  const last = Math.max(Math.ceil(Math.log10(Math.max(...shown, 1))), first + 1);
  const powers = Array.from({ length: last - first + 1 }, (_, at) => 10 ** (first + at));
  const between = powers.slice(0, -1).flatMap((power) => (powers.length <= 3 ? [2 * power, 5 * power] : []));
  return { low: 10 ** first, high: 10 ** last, marks: [...powers, ...between].sort((one, other) => one - other) };
}
