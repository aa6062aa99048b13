import { commandHere } from "./bridge.ts";
import { partsOf } from "./commands.ts";
import { Copy } from "./parts.tsx";

/** What to do, with its commands ready to be taken to a terminal: they reach the bridge that is looked at. */
export const Remedy = ({ text }: { readonly text: string }) => (
  <p class="remedy">
    {partsOf(text).map((part) =>
      "text" in part ? part.text : <Command key={part.command} text={here(part.command)} />,
    )}
  </p>
);

const here = (command: string): string => (command.startsWith("bridge ") ? commandHere(command) : command);

/** A command line with a button that copies it. */
export const Command = ({ text }: { readonly text: string }) => (
  <span class="command">
    <code>{text}</code> <Copy text={text} />
  </span>
);
