import { form as ar } from "../../lambda/connectors/kit/words/ar.ts";
import { form as de } from "../../lambda/connectors/kit/words/de.ts";
import { form as en } from "../../lambda/connectors/kit/words/en.ts";
import { form as es } from "../../lambda/connectors/kit/words/es.ts";
import { form as fr } from "../../lambda/connectors/kit/words/fr.ts";
import { form as it } from "../../lambda/connectors/kit/words/it.ts";
import { form as ko } from "../../lambda/connectors/kit/words/ko.ts";
import type { Language } from "../../lambda/connectors/kit/words/languages.ts";
import { form as nl } from "../../lambda/connectors/kit/words/nl.ts";
import { form as pl } from "../../lambda/connectors/kit/words/pl.ts";
import { form as pt } from "../../lambda/connectors/kit/words/pt.ts";
import { form as vi } from "../../lambda/connectors/kit/words/vi.ts";
import type { FormWords } from "../../lambda/connectors/kit/words/words.ts";
import { form as zh } from "../../lambda/connectors/kit/words/zh.ts";

/** What stands in a printed form. No function carries it. */
export const formWords: Readonly<Record<Language, FormWords>> = { ar, de, en, es, fr, it, ko, nl, pl, pt, vi, zh };
