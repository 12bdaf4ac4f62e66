/** In which language a board speaks; `auto`: its guild's. */
export const BOARD_LANGUAGES = ['auto', 'en', 'id'] as const;
export type BoardLanguage = (typeof BOARD_LANGUAGES)[number];
