import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";

/** Filters that somebody keeps under a name, in this browser alone. A filter holds nothing of a person. */

interface View {
  readonly name: string;
  readonly query: string;
}

const slot = "callingly-bridge views of leads";

function kept(): readonly View[] {
  try {
    return JSON.parse(localStorage.getItem(slot) ?? "[]");
  } catch {
    return [];
  }
}

export function Views({ query }: { readonly query: string }) {
  const { route } = useLocation();
  const [views, setViews] = useState(kept);
  const [name, setName] = useState("");
  const keep = (next: readonly View[]) => {
    localStorage.setItem(slot, JSON.stringify(next));
    setViews(next);
  };
  const isShown = views.some((view) => view.query === query);
  return (
    <div class="actions">
      {views.map((view) => (
        <span key={view.name} class="view">
          <button
            type="button"
            class="small"
            aria-pressed={view.query === query}
            onClick={() => route(`/console/leads${view.query}`)}
          >
            {view.name}
          </button>
          {view.query === query && (
            <button
              type="button"
              class="small"
              aria-label={`Forget the view ${view.name}`}
              onClick={() => keep(views.filter((each) => each !== view))}
            >
              Forget
            </button>
          )}
        </span>
      ))}
      {query !== "" && !isShown && (
        <form
          class="actions"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "")
              keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), query }]);
            setName("");
          }}
        >
          <label>
            <span class="unseen">Keep this view as</span>
            <input
              value={name}
              placeholder="Keep this view as …"
              autocomplete="off"
              onInput={({ currentTarget }) => setName(currentTarget.value)}
            />
          </label>
          <button type="submit" class="small">
            Keep
          </button>
        </form>
      )}
    </div>
  );
}
