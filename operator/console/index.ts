export { consoleHandler, consolePath } from "./handler.ts";
export { consolePages } from "./pages.ts";
export { proofs } from "./proofs.ts";
export { routes } from "./routes.ts";
export { serveConsole } from "./serve-console.ts";
export { sessions } from "./sessions.ts";
