import { bridge } from "./bridge.ts";

/** How a change of bridge.config.ts comes into force, at the end of a sentence: what is typed for it as code. */
export const BringIn = () => (
  <>
    {(bridge.value?.bring_in ?? "deploy")
      .split("`")
      .map((part, at) => (at % 2 === 0 ? part : <code key={part}>{part}</code>))}
  </>
);
