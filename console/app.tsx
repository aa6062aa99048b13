import { render } from "preact";
import { LocationProvider, Route, Router } from "preact-iso/router";
import "./design/sheet.css";
import { tokenCss } from "./design/tokens.ts";
import { learnBridge } from "./kit/bridge.ts";
import { beginSession, session, sessionProblem } from "./kit/session.ts";
import { Shell } from "./kit/shell.tsx";
import { pages, shown } from "./pages/index.ts";
import { NotFound } from "./pages/not-found.tsx";
import { Works } from "./pages/works.tsx";

const tokens = new CSSStyleSheet();
tokens.replaceSync(tokenCss());
document.adoptedStyleSheets = [tokens];

function App() {
  if (session.value === "connecting")
    return (
      <main class="alone" aria-busy="true">
        <p role="status">Connecting …</p>
      </main>
    );
  if (session.value === "over")
    return (
      <main class="alone">
        <h1>This console is closed</h1>
        <p role="alert">{sessionProblem.value}</p>
      </main>
    );
  return (
    <LocationProvider scope="/console">
      <Shell pages={shown} works={<Works />}>
        <Router>
          {pages.map(({ path, page }) => (
            <Route key={path} path={path} component={page} />
          ))}
          <Route default component={NotFound} />
        </Router>
      </Shell>
    </LocationProvider>
  );
}

const place = document.getElementById("app");
if (place) render(<App />, place);
await beginSession();
if (session.value === "open") await learnBridge();
