import type { sending } from '../../words/en/sending.ts';
import { laterWords } from '../../words/later.ts';

/** What is said of channels and buttons where a journey is built and published. */
export const useSendingWords = laterWords<typeof sending>({
  en: async () => (await import('../../words/en/sending.ts')).sending,
  tr: async () => (await import('../../words/tr/sending.ts')).sending,
});
