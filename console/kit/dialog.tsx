import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * A question that stands before everything else. The browser's own dialog keeps the focus in it and gives it back.
 * Escape and the button to leave close it; Enter does nothing by itself, as what it asks may ring a person.
 */
export function Dialog({
  title,
  onClose,
  actions,
  leave = "Leave it",
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly actions: ComponentChildren;
  /** The button that closes it. */
  readonly leave?: string;
  readonly children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={element} aria-labelledby="dialog-title" onCancel={onClose} onClose={onClose}>
      <h2 id="dialog-title">{title}</h2>
      {children}
      <div class="actions">
        <button type="button" onClick={onClose}>
          {leave}
        </button>
        {actions}
      </div>
    </dialog>
  );
}
