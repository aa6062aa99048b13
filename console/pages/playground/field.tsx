import { useId } from "preact/hooks";
import type { Answer } from "../../kit/ask.ts";

type Given = Answer<"preview">["leads"][number]["fields"][number];

/** A field of a lead. Why it is read so shows on hover and on focus, and goes with Escape. */
export function Field({ name, value, why }: Given) {
  const id = useId();
  return (
    <li class="field">
      <button
        type="button"
        aria-describedby={why ? id : undefined}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Escape") currentTarget.blur();
        }}
      >
        <span class="quiet">{name.replaceAll("_", " ")}</span>
        <strong>{value ?? "none"}</strong>
        {why?.path && <code>{why.path}</code>}
      </button>
      {why && (
        <div id={id} role="tooltip">
          <p>{why.reason}</p>
          {why.path && (
            <p>
              at <code>{why.path}</code>
            </p>
          )}
          {why.evidence.length > 0 && <p>also: {why.evidence.join("; ")}</p>}
          {why.runner_up && (
            <p>
              else: <code>{why.runner_up.path}</code>, {why.runner_up.reason}
            </p>
          )}
        </div>
      )}
    </li>
  );
}
