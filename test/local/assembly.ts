import { defaultConfigPath, readConfig } from "../../lib/synth/read-config.ts";
import { synthesised } from "../../local/stack/synthesise.ts";

let made: Promise<string> | undefined;

/** The default configuration as `npx cdk synth` leaves it, for `--assembly`. */
export function assembly(): Promise<string> {
  made ??= make();
  return made;
}

const make = async (): Promise<string> => synthesised(await readConfig(defaultConfigPath), defaultConfigPath);
