import { type LocalServer, serve } from "../../lib/program/serve.ts";
import { type ConsoleDeps, consoleHandler, consolePath } from "./handler.ts";

/** The console on a port of its own, on 127.0.0.1 and nowhere else. */
export interface RunningConsole extends LocalServer {
  /**
   * An address that opens it once, within a minute. The token stands behind `#`, which no request carries.
   * @param place a page below the console's; default: the first one
   */
  newAddress(place?: string): string;
}

export interface ServeConsoleOptions extends Omit<ConsoleDeps, "used" | "working"> {
  /** 0 picks a free one. */
  readonly port: number;
  /** Ends it when nobody has asked for anything for so long, in milliseconds. */
  readonly idleMs: number;
  readonly onIdle: () => void;
}

/** @throws Problem when the port is taken */
export async function serveConsole({ port, idleMs, onIdle, ...deps }: ServeConsoleOptions): Promise<RunningConsole> {
  let timer: NodeJS.Timeout | undefined;
  let works = 0;
  const used = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (works > 0 ? used() : onIdle()), idleMs).unref();
  };
  const working = () => {
    works += 1;
    return () => {
      works -= 1;
      used();
    };
  };
  const handle = consoleHandler({ ...deps, used, working });
  const server = await serve({
    name: "the console",
    port,
    ownPagesOnly: true,
    onFailure: deps.onFailure,
    async answer(request, response) {
      const path = (request.url ?? "/").split("?")[0] ?? "/";
      if (path === consolePath || path.startsWith(`${consolePath}/`)) return handle(request, response);
      return path === "/" && request.method === "GET" ? toConsole : { status: 404, headers: {}, body: Buffer.alloc(0) };
    },
  });
  used();
  return {
    url: server.url,
    newAddress: (place = "") => `${server.url}${consolePath}/${place}#${deps.sessions.newToken()}`,
    async close() {
      clearTimeout(timer);
      await server.close();
    },
  };
}

/** Browsers keep what stands behind `#`. */
const toConsole = { status: 302, headers: { location: `${consolePath}/` }, body: Buffer.alloc(0) };
