/**
 * The one set of colours, spaces and type. A sheet uses these names and no value of its own; colours come in pairs that
 * can be read on each other, in light and in dark (test/console/tokens.test.ts).
 */

export interface Palette {
  /** The page, what stands on it, and what is set into that. */
  readonly page: string;
  readonly panel: string;
  readonly inset: string;
  readonly line: string;
  /** The edge of what can be typed into or pressed. */
  readonly edge: string;
  readonly text: string;
  readonly quiet: string;
  /** What can be followed or pressed, and what stands on it. */
  readonly accent: string;
  readonly "on-accent": string;
  readonly "accent-soft": string;
  /** It went well, it waits, it needs a person, it failed: a text, and what is behind it. */
  readonly good: string;
  readonly "good-soft": string;
  readonly wait: string;
  readonly "wait-soft": string;
  readonly bad: string;
  readonly "bad-soft": string;
  readonly "on-bad": string;
  readonly focus: string;
}

const light: Palette = {
  page: "#f6f6f3",
  panel: "#ffffff",
  inset: "#f0f0ec",
  line: "#deded7",
  edge: "#85857a",
  text: "#1d1f1c",
  quiet: "#5b5e57",
  accent: "#0f5c4d",
  "on-accent": "#ffffff",
  "accent-soft": "#e0efeb",
  good: "#1d6134",
  "good-soft": "#e2f1e5",
  wait: "#7a4d00",
  "wait-soft": "#fbeed4",
  bad: "#a3241d",
  "bad-soft": "#fbe5e2",
  "on-bad": "#ffffff",
  focus: "#1456c0",
};

const dark: Palette = {
  page: "#151714",
  panel: "#1e211d",
  inset: "#272b26",
  line: "#363b34",
  edge: "#868c81",
  text: "#eceee8",
  quiet: "#a9aea3",
  accent: "#7fd3be",
  "on-accent": "#06231c",
  "accent-soft": "#1d3b34",
  good: "#8fd8a3",
  "good-soft": "#1c3724",
  wait: "#f0c46c",
  "wait-soft": "#3f3013",
  bad: "#ffa79e",
  "bad-soft": "#4a211d",
  "on-bad": "#2e0a07",
  focus: "#8db8ff",
};

export const palettes = { light, dark } as const;

/** In rem, so that they grow with the reader's type. */
export const spaces = { 1: "0.25rem", 2: "0.5rem", 3: "0.75rem", 4: "1rem", 5: "1.5rem", 6: "2.25rem" } as const;

export const type = {
  "font-text": 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  "font-code": 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  "size-small": "0.8125rem",
  "size-text": "0.9375rem",
  "size-large": "1.125rem",
  "size-title": "1.5rem",
  "size-figure": "2rem",
  radius: "0.5rem",
} as const;

const variables = (values: Readonly<Record<string, string>>, prefix = ""): string =>
  Object.entries(values)
    .map(([name, value]) => `--${prefix}${name}:${value};`)
    .join("");

/** The set as CSS. Forced colours are the reader's own, whatever is said here. */
export const tokenCss = (): string =>
  [
    `:root{color-scheme:light dark;${variables(spaces, "space-")}${variables(type)}${variables({ ...light })}}`,
    `@media (prefers-color-scheme: dark){:root{${variables({ ...dark })}}}`,
  ].join("\n");
