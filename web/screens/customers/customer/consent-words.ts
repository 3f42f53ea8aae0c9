import type { consents } from '../../../words/en/consents.ts';
import { laterWords } from '../../../words/later.ts';

/** What the card of consents says. */
export const useConsentWords = laterWords<typeof consents>({
  en: async () => (await import('../../../words/en/consents.ts')).consents,
  tr: async () => (await import('../../../words/tr/consents.ts')).consents,
});
