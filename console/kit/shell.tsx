import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { personal } from "./ask.ts";
import { bridge, bridgeProblem } from "./bridge.ts";
import { wanted } from "./find.ts";
import { Icon } from "./icon.tsx";
import { isTyping } from "./keys.ts";

/** A page of the list at the side. */
export interface Listed {
  readonly path: string;
  readonly name: string;
  /** As SVG. */
  readonly icon: string;
  /** Only where `npm start` runs the bridge. */
  readonly isLocal?: boolean;
}

/** What stands around every page: which bridge it is, whether people are really called, the way to the other pages. */
export function Shell({
  pages,
  works,
  children,
}: {
  readonly pages: readonly Listed[];
  /** What goes on whatever page is open. */
  readonly works: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const { path } = useLocation();
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <Bar />
      {works}
      <div class="body">
        <nav aria-label="Pages">
          <ul>
            {pages
              .filter(({ isLocal }) => !isLocal || bridge.value?.is_local)
              .map(({ path: to, name, icon }) => (
                <li key={to}>
                  <a href={to} aria-current={isWithin(path, to) ? "page" : undefined}>
                    <Icon svg={icon} />
                    {name}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        {children}
      </div>
    </>
  );
}

const isWithin = (path: string, to: string): boolean =>
  to === "/console/" ? path === to || path === "/console" : path === to || path.startsWith(`${to}/`);

function Bar() {
  const facts = bridge.value;
  return (
    <header class={`bar ${facts && !facts.stand_in ? "real" : ""}`}>
      <a class="home" href="/console/">
        callingly-bridge
      </a>
      {facts && (
        <p class="where">
          <strong>{facts.stage}</strong> <span class="place">{facts.place}</span>
          <span class={`chip ${facts.stand_in ? "plain" : "bad"}`}>
            {facts.stand_in
              ? "stand-in: nobody is called"
              : facts.dials_stay_here
                ? "calls go to another server of this machine"
                : "REAL CALLS"}
          </span>
          {facts.pauses.length > 0 && (
            <a class="chip wait" href="/console/gates">
              paused
            </a>
          )}
          {facts.read_only && <span class="chip plain">read only</span>}
        </p>
      )}
      {bridgeProblem.value && (
        <p class="where" role="alert">
          {bridgeProblem.value}
        </p>
      )}
      <Search />
      <Personal />
    </header>
  );
}

/** A phone number, an e-mail address or an id is never put into the address of a page. */
function Search() {
  const { route } = useLocation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const who = field.current?.value.trim() ?? "";
          if (who === "") return;
          wanted.value = who;
          route("/console/find");
        }}
      >
        <label>
          <span class="unseen">Find a person</span>
          <input
            ref={field}
            type="search"
            name="who"
            autocomplete="off"
            placeholder="Phone, e-mail, id  ( / )"
            title="A phone number, e-mail address, ref, call id or lead id: exactly as it is"
          />
        </label>
      </form>
    </search>
  );
}

function Personal() {
  const isMasked = bridge.value?.masked === true;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (
        event.key === "s" &&
        !event.defaultPrevented &&
        !isTyping(event.target) &&
        !event.ctrlKey &&
        !event.metaKey &&
        bridge.value?.masked === false
      )
        personal.value = !personal.value;
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
  if (isMasked) return <span class="chip plain">masked</span>;
  return (
    <button
      type="button"
      class="small"
      aria-pressed={personal.value}
      title="Names and whole phone numbers ( s )"
      onClick={() => {
        personal.value = !personal.value;
      }}
    >
      {personal.value ? "Hide personal data" : "Show personal data"}
    </button>
  );
}
