import { useLocation } from "preact-iso/router";

/** The filter of a page stands in its address: it can be kept, sent, and opened in another tab. */
export function useQuery<Name extends string>(names: readonly Name[]) {
  const { path, query, route } = useLocation();
  const values = Object.fromEntries(names.map((name) => [name, query[name] || undefined])) as Record<
    Name,
    string | undefined
  >;
  const set = (changed: Partial<Record<Name, string | undefined>>) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...query, ...changed })) if (value) next.set(name, String(value));
    const text = next.toString();
    route(text === "" ? path : `${path}?${text}`, true);
  };
  return [values, set] as const;
}
