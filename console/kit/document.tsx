import type { ComponentChildren } from "preact";
import type { Answer } from "./ask.ts";

type Block = Answer<"source/guide">["blocks"][number];
type Inline = Extract<Block, { readonly paragraph: unknown }>["paragraph"][number];

/** A page of the documentation. It came as parts: all that is made of it here is text in elements of our own. */
export const Document = ({ blocks }: { readonly blocks: readonly Block[] }) => (
  <div class="document">{blocks.map((block, at) => shown(block, at))}</div>
);

function shown(block: Block, key: number): ComponentChildren {
  // Below the heading of the part of the page in which it stands.
  if ("heading" in block) return <h3 key={key}>{words(block.heading)}</h3>;
  if ("paragraph" in block) return <p key={key}>{words(block.paragraph)}</p>;
  if ("code" in block)
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      <pre key={key} tabIndex={0}>
        {block.code}
      </pre>
    );
  if ("quote" in block) return <blockquote key={key}>{block.quote.map(shown)}</blockquote>;
  if ("items" in block) {
    const List = block.isOrdered ? "ol" : "ul";
    return (
      <List key={key}>
        {block.items.map((item, at) => (
          <li key={at}>{item.map(shown)}</li>
        ))}
      </List>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <div class="scrolls" key={key} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {block.head.map((cell, at) => (
              <th key={at} scope="col">
                {words(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, at) => (
                <td key={at}>{words(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const words = (parts: readonly Inline[]): ComponentChildren =>
  parts.map((part, at) => {
    if ("text" in part) return part.text;
    if ("code" in part) return <code key={at}>{part.code}</code>;
    if ("strong" in part) return <strong key={at}>{words(part.strong)}</strong>;
    if (part.href !== undefined)
      return (
        <a key={at} href={part.href} target="_blank" rel="noreferrer">
          {words(part.link)}
        </a>
      );
    return (
      <span key={at}>
        {words(part.link)}
        {part.path !== undefined && <span class="quiet"> ({part.path})</span>}
      </span>
    );
  });
