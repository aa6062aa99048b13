import { folded } from "./vocabulary.ts";

/** What people write beside days and numbers when they say when to call. All in small letters without accents. */

export const NOW = new Set(
  folded(
    "now|right now|asap|a.s.a.p|as soon as possible|immediately|right away|any time|anytime|whenever|no preference|sofort|jetzt|" +
      "jederzeit|egal|so bald wie moglich|ahora|ahora mismo|lo antes posible|cuanto antes|en cualquier momento|cualquier hora|" +
      "maintenant|des que possible|n'importe quand|tout de suite|agora|o quanto antes|a qualquer hora|subito|adesso|" +
      "il prima possibile|in qualsiasi momento|nu|zo snel mogelijk|maakt niet uit|teraz|jak najszybciej|obojetnie|" +
      "现在|马上|尽快|随时|都可以|지금|바로|언제든지|الان|في اي وقت|bay gio|ngay bay gio|bat cu luc nao",
  ).split("|"),
);

/** The longest come first, so that none is cut in two. */
const longestFirst = (words: string): string[] =>
  folded(words)
    .split("|")
    .sort((one, other) => other.length - one.length);

/** Says nothing about the time. */
export const FILLERS = longestFirst(
  "please call me back|please call me|call me back|call me|please call|ring me|phone me|callback|call|please|" +
    "rufen sie mich bitte|bitte rufen sie mich|rufen sie mich|bitte|anrufen|an|" +
    "por favor|llamenme|llameme|llamame|appelez-moi|rappelez-moi|s'il vous plait|svp|" +
    "por favor me ligue|me ligue|ligue|chiamatemi|chiamami|richiamatemi|" +
    "bel me|bel mij|graag|prosze zadzwonic|prosze|请|给我打电话|打电话|전화",
);

/** What follows is an hour. */
export const BEFORE_HOURS = longestFirst(
  "around|at|by|@|um|ab|a las|a la|las|a|vers|as|pelas|alle ore|alle|ore|om|o godzinie|o godz|o|vao luc|luc|على الساعة|الساعة",
);

/** What follows may be a day as well: the number in "am 15." and "el 18" is one of the month. */
export const BEFORE_DAYS = longestFirst("on|am|den|el|la|le|na|no|op|we|w|vao|在|에|يوم|في");

const AM = folded("a.m.|a.m|am|上午|오전|ص").split("|");
const MORNING = folded(
  "in the morning|vormittags|morgens|de la manana|du matin|da manha|di mattina|del mattino|'s ochtends|rano|早上|صباحا|sang",
).split("|");
const AFTERNOON = folded(
  "p.m.|p.m|pm|in the afternoon|nachmittags|de la tarde|de l'apres-midi|da tarde|del pomeriggio|'s middags|po poludniu|" +
    "下午|오후|م|chieu",
).split("|");
const EVENING = folded(
  "in the evening|abends|de la noche|du soir|da noite|di sera|'s avonds|wieczorem|晚上|مساء|toi",
).split("|");

/** After the hour: a clock of twenty-four hours. */
export const HOUR_OF_24 = /^(?:uhr|heures?|horas?|hrs|uur|h)(?![\p{L}])/u;
/** After the hour, of either clock. */
export const HOUR_MARK = /^(?:点钟|点|點|时|時|시|gio)/u;
export const LATER_MINUTES = /^ ?(?:(\d{2})(?:分|분)?|半|반)(?!\d)/u;

export const HALVES = [
  ["am", AM],
  ["morning", MORNING],
  ["afternoon", AFTERNOON],
  ["evening", EVENING],
] as const;

export const NOON = folded("12 noon|noon|mittags|mediodia|midi|meio-dia|mezzogiorno|poludnie|正午|정오").split("|");
