import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { bridge, commandHere, typedHere } from "./bridge.ts";
import { Copy } from "./parts.tsx";

/** A page: its title, what it is for, and the same on the command line. */
export function Page({
  title,
  about,
  command,
  aside,
  children,
}: {
  readonly title: string;
  readonly about?: ComponentChildren;
  /** What shows or does the same at a terminal. */
  readonly command?: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · callingly-bridge`;
    // Whoever cannot see the page change hears its name, and goes on from there.
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main id="main">
      <header class="title">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about && <p class="quiet">{about}</p>}
        </div>
        {aside}
      </header>
      {children}
      {command && <Twin command={command} />}
    </main>
  );
}

/** The same on the command line. */
export const Twin = ({
  command,
  isOfConfig = false,
}: {
  readonly command: string;
  /** It goes by the configuration alone, and asks no bridge. */
  readonly isOfConfig?: boolean;
}) => {
  const text = isOfConfig ? typedHere(command) : commandHere(command);
  // Until it is known which bridge this is, the command would reach another, or none. Its place is kept.
  return (
    <footer class={`twin${bridge.value === undefined ? " awaited" : ""}`}>
      <span class="quiet">The same on the command line</span>
      <code>{text}</code>
      <Copy text={text} />
    </footer>
  );
};
