import { useLocation } from "preact-iso/router";

/** The same leads as a list, and as they go. */
export function Tabs() {
  const { path } = useLocation();
  const tab = (to: string, name: string) => (
    <a class="button small" href={to} aria-current={path === to ? "page" : undefined}>
      {name}
    </a>
  );
  return (
    <div class="actions">
      {tab("/console/leads", "List")}
      {tab("/console/live", "Live")}
    </div>
  );
}
