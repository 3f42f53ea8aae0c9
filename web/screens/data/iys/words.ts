import type { iys } from '../../../words/en/iys.ts';
import { laterWords } from '../../../words/later.ts';

/** What the screen of the Turkish register says. */
export const useIysWords = laterWords<typeof iys>({
  en: async () => (await import('../../../words/en/iys.ts')).iys,
  tr: async () => (await import('../../../words/tr/iys.ts')).iys,
});
