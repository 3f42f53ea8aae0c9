import { laterWords } from '../../../../words/later.ts';
import type { tries } from '../../../../words/en/tries.ts';

/** What a try says. */
export const useTryWords = laterWords<typeof tries>({
  en: async () => (await import('../../../../words/en/tries.ts')).tries,
  tr: async () => (await import('../../../../words/tr/tries.ts')).tries,
});
