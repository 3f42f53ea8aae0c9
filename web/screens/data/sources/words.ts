import type { sources } from '../../../words/en/sources.ts';
import { laterWords } from '../../../words/later.ts';

/** What the screen of sources says. */
export const useSourceWords = laterWords<typeof sources>({
  en: async () => (await import('../../../words/en/sources.ts')).sources,
  tr: async () => (await import('../../../words/tr/sources.ts')).sources,
});
