import { folded } from "./vocabulary.ts";

/** What people write beside days and numbers when they say when to call. All in small letters without accents. */

export const NOW = new Set(
  folded(
    "24/7|24x7|anytime 24/7|any time 24/7|now|right now|asap|a.s.a.p|as soon as possible|immediately|right away|any time|anytime|whenever|no preference|sofort|jetzt|" +
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
export const BEFORE_DAYS = longestFirst(
  "on|am|den|el|la|le|na|no|op|we|w|vao|在|에|يوم|في|this|diesen|dieses|este|esta|ce|questo|questa|deze|ten|ta|te",
);

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
export const HOUR_MARK = /^(?:点钟|点|點|时|時|시|gio|o'?clock)/u;
export const LATER_MINUTES = /^ ?(?:(\d{2})(?:分|분)?|半|반)(?!\d)/u;

/** A day and a part of it by one name: which part, and how many days from now. */
export const PARTS_OF_DAYS = (
  [
    [
      "morning",
      0,
      "this morning|heute morgen|heute vormittag|heute fruh|esta manana|hoy por la manana|ce matin|hoje de manha|stamattina|" +
        "questa mattina|vanochtend|vanmorgen|dzis rano|今早|今天早上|오늘 아침|sang nay|هذا الصباح",
    ],
    [
      "afternoon",
      0,
      "this afternoon|heute nachmittag|esta tarde|hoy por la tarde|cet apres-midi|hoje a tarde|oggi pomeriggio|" +
        "questo pomeriggio|vanmiddag|dzis po poludniu|今天下午|오늘 오후|chieu nay|بعد ظهر اليوم",
    ],
    [
      "evening",
      0,
      "tonight|this evening|heute abend|esta noche|hoy por la noche|ce soir|hoje a noite|esta noite|stasera|questa sera|" +
        "vanavond|dzis wieczorem|今晚|今天晚上|오늘 저녁|오늘 밤|오늘밤|toi nay|الليلة|هذا المساء|مساء اليوم",
    ],
    [
      "morning",
      1,
      "tomorrow morning|morgen fruh|morgen vormittag|manana por la manana|demain matin|amanha de manha|domani mattina|" +
        "morgenochtend|jutro rano|明早|明天早上|내일 아침|sang mai",
    ],
    [
      "afternoon",
      1,
      "tomorrow afternoon|morgen nachmittag|manana por la tarde|demain apres-midi|amanha a tarde|domani pomeriggio|" +
        "morgenmiddag|jutro po poludniu|明天下午|내일 오후|chieu mai",
    ],
    [
      "evening",
      1,
      "tomorrow evening|tomorrow night|morgen abend|manana por la noche|demain soir|amanha a noite|domani sera|morgenavond|" +
        "jutro wieczorem|明晚|明天晚上|내일 저녁|toi mai",
    ],
  ] as const
).map(([half, days, words]) => ({ half, days, words: longestFirst(words) }));

/** From which hour to which a part of the day lasts, as wide as anybody means it. */
export const HOURS_OF = { morning: [0, 12], afternoon: [12, 18], evening: [17, 24] } as const;

export const HALVES = [
  ["am", AM],
  ["morning", MORNING],
  ["afternoon", AFTERNOON],
  ["evening", EVENING],
] as const;

export const NOON = folded("12 noon|noon|mittags|mediodia|midi|meio-dia|mezzogiorno|poludnie|正午|정오").split("|");
