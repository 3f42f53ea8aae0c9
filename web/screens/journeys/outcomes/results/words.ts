import { laterWords } from '../../../../words/later.ts';
import type { results } from '../../../../words/en/results.ts';

export type ResultWords = typeof results;

/** What results say. */
export const useResultWords = laterWords<ResultWords>({
  en: async () => (await import('../../../../words/en/results.ts')).results,
  tr: async () => (await import('../../../../words/tr/results.ts')).results,
});
