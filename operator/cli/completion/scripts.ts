import { nameKinds, type Values, type Words } from "./words.ts";

/** Completion for each shell, as the text that makes it. */

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** A line for each command that has something; a shell's `case` takes the first that fits. */
const cases = (of: ReadonlyMap<string, Values>, line: (path: string, values: Values) => string): string[] =>
  [...of].map(([path, values]) => line(path, values));

const knownIn = (values: Values): string =>
  values === undefined ? "" : "choices" in values ? values.choices.join(" ") : `@${values.names}`;

/**
 * The longest path of commands among the words typed so far is the one that is completed; `nth` counts its arguments, among
 * which the values of options are none. What begins with @ are names of
 * the configuration, asked once in each folder: the program needs a moment to start.
 */
const bash = ({ following, argument, option }: Words): string => `_bridge_names() {
  local at
  eval "at=\\$_bridge_at_$1"
  if [ "$at" != "$PWD" ]; then
    eval "_bridge_at_$1=\\$PWD"
    eval "_bridge_known_$1=\\$(bridge names $1 2>/dev/null)"
  fi
  eval "known=\\$_bridge_known_$1"
}
_bridge() {
  local path="" known="" nth=1 last="" word values current="\${COMP_WORDS[COMP_CWORD]}" before=""
  [ "$COMP_CWORD" -gt 1 ] && before="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$current" = "=" ]; then current=""; elif [ "$before" = "=" ]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [ "$word" = "=" ] && continue
    case "\${path:+$path }$word" in
${[...following.keys()]
  .filter(Boolean)
  .map((path) => `      "${path}") path="${path}"; nth=1; last=""; continue ;;`)
  .join("\n")}
    esac
    case "\${path:+$path }$last" in
      ${[...option.keys()].map((path) => `"${path}"`).join("|")}) ;;
      *) case "$word" in -*) ;; *) nth=$((nth + 1)) ;; esac ;;
    esac
    last="$word"
  done
  case "\${path:+$path }$before" in
${cases(option, (path, values) => `    "${path}") values="${knownIn(values)}" ;;`).join("\n")}
    *)
      case "$path" in
${[...following].map(([path, words]) => `        "${path}") known="${words.join(" ")}" ;;`).join("\n")}
      esac
      case "$path $nth" in
${cases(argument, (path, values) => `        "${path}") values="${knownIn(values)}" ;;`).join("\n")}
      esac
      ;;
  esac
  local offered="$known"
  case "$values" in
${nameKinds.map((kind) => `    @${kind}) _bridge_names ${kind}; offered="$offered $known" ;;`).join("\n")}
    *) offered="$offered $values" ;;
  esac
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}
complete -o default -F _bridge bridge`;

const zsh = (words: Words): string => `autoload -U +X bashcompinit && bashcompinit
${bash(words)}`;

const fishWords = (values: Values): string => {
  if (values === undefined) return "true";
  return "names" in values ? `__bridge_names ${values.names}` : `string split ' ' '${values.choices.join(" ")}'`;
};

const fish = ({ following, argument, option }: Words): string =>
  [
    "function __bridge_names",
    "  set -l at __bridge_at_$argv[1]",
    "  set -l known __bridge_known_$argv[1]",
    '  if test "$$at" != "$PWD"',
    "    set -g $at $PWD",
    "    set -g $known (bridge names $argv[1] 2>/dev/null)",
    "  end",
    "  printf '%s\\n' $$known",
    "end",
    "function __bridge_words",
    "  set -l path ''",
    "  set -l nth 1",
    "  set -l last ''",
    "  set -l words (commandline -opc)",
    "  for word in $words[2..-1]",
    '    set -l next (string trim "$path $word")',
    "    switch $next",
    ...[...following.keys()]
      .filter(Boolean)
      .map((path) => `      case '${path}'; set path '${path}'; set nth 1; set last ''; continue`),
    "    end",
    '    switch (string trim "$path $last")',
    `      case ${[...option.keys()].map((path) => `'${path}'`).join(" ")}`,
    "      case '*'; string match -q -- '-*' $word; or set nth (math $nth + 1)",
    "    end",
    "    set last $word",
    "  end",
    '  switch (string trim "$path $words[-1]")',
    ...cases(option, (path, values) => `    case '${path}'; ${fishWords(values)}; return`),
    "  end",
    "  switch $path",
    ...[...following].map(([path, words]) => `    case '${path}'; string split ' ' '${words.join(" ")}'`),
    "  end",
    '  switch "$path $nth"',
    ...cases(argument, (path, values) => `    case '${path}'; ${fishWords(values)}`),
    "  end",
    "end",
    "complete -c bridge -f -a '(__bridge_words)'",
  ].join("\n");

export const scripts: Readonly<Record<Shell, (words: Words) => string>> = { bash, zsh, fish };
