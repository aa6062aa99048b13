import { bridge } from "../kit/bridge.ts";
import { Start } from "./start.tsx";
import { Today } from "./today.tsx";

/** The first page: something to try where `npm start` runs the bridge, the day's figures of a deployed one. */
export function First() {
  if (bridge.value === undefined) return <main id="main" />;
  return bridge.value.is_local ? <Start /> : <Today />;
}
