import { IntlMessageFormat } from 'intl-messageformat';
import { english } from './english.ts';
import { indonesian } from './indonesian.ts';

export type Language = 'en' | 'id';
export type TextKey = keyof typeof english;
export type TextValues = Record<string, string | number>;
/** Texts in one language. */
export type Translate = (key: TextKey, values?: TextValues) => string;

const TEXTS: Record<Language, Record<TextKey, string>> = { en: english, id: indonesian };

/** The language for a Discord locale: Indonesian for `id`, else English. */
export function languageOf(locale: string | undefined): Language {
  return locale === 'id' ? 'id' : 'en';
}

/** Makes the texts of one language; messages are parsed once and kept for the life of the returned function. */
function translator(language: Language): Translate {
  const parsed = new Map<TextKey, IntlMessageFormat>();
  return (key, values = {}) => {
    const source = TEXTS[language][key];
    if (!source.includes('{')) return source;
    let message = parsed.get(key);
    if (!message) {
      message = new IntlMessageFormat(source, language, undefined, { ignoreTag: true });
      parsed.set(key, message);
    }
    return String(message.format(values));
  };
}

/** The texts of every language. */
export function translators(): Record<Language, Translate> {
  return { en: translator('en'), id: translator('id') };
}
