import type { retention } from '../../../words/en/retention.ts';
import { laterWords } from '../../../words/later.ts';

/** What the screen of retention says. */
export const useRetentionWords = laterWords<typeof retention>({
  en: async () => (await import('../../../words/en/retention.ts')).retention,
  tr: async () => (await import('../../../words/tr/retention.ts')).retention,
});
