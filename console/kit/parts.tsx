import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { commandHere, inPlace } from "./bridge.ts";
import { now } from "./clock.ts";
import { fromNow, whole } from "./words.ts";

/** Small parts that every page is made of. What comes with a lead is text in all of them, and never markup. */

/** A moment with its distance from now; the whole of it on hover and for a reader. */
export const When = ({ at }: { readonly at: string | null }) =>
  at === null ? (
    <span class="quiet">–</span>
  ) : (
    <time dateTime={at} title={whole(at)}>
      {fromNow(at, now.value)}
    </time>
  );

export type Mood = "good" | "wait" | "bad" | "plain";

const moods: Readonly<Record<string, Mood>> = {
  completed: "good",
  reported: "good",
  held: "wait",
  unknown: "wait",
  parked: "wait",
  review: "bad",
  failed: "bad",
};

/** A state as the commands call it. */
export const State = ({ state }: { readonly state: string }) => (
  <span class={`chip ${moods[state] ?? "plain"}`}>{state}</span>
);

export function Copy({ text, label = "Copy" }: { readonly text: string; readonly label?: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <button
      type="button"
      class="small"
      aria-label={`${label}: ${text.slice(0, 60)}`}
      onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {isCopied ? "Copied" : label}
    </button>
  );
}

/** Code or an address that somebody takes elsewhere. */
export const Code = ({ text, label = "Copy" }: { readonly text: string; readonly label?: string }) => (
  <div class="code">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
    <pre tabIndex={0}>{text}</pre>
    <Copy text={text} label={label} />
  </div>
);

/** Words of the bridge, for the bridge that is looked at: what stands between backticks in them is code, a command as it is typed. */
export const Worded = ({ text }: { readonly text: string }) => (
  <>
    {inPlace(text)
      .split("`")
      .map((part, at) => (at % 2 === 1 ? <code key={part}>{typed(part)}</code> : part))}
  </>
);

const typed = (code: string): string => (code.startsWith("bridge ") ? commandHere(code) : code);

/** Names and what they are, one under the other. */
export const Facts = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ComponentChildren])[];
}) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

/** Nothing is there, and what to do first. */
export const Empty = ({ children }: { readonly children: ComponentChildren }) => <p class="empty">{children}</p>;

export const Problem = ({ children, again }: { readonly children: ComponentChildren; readonly again?: () => void }) => (
  <div class="problem" role="alert">
    <p>{children}</p>
    {again && (
      <button type="button" class="small" onClick={again}>
        Try again
      </button>
    )}
  </div>
);

/** A part of a page under a heading. */
export const Panel = ({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}) => (
  <section class="panel" aria-label={title}>
    <header>
      <h2>{title}</h2>
      {aside}
    </header>
    {children}
  </section>
);
