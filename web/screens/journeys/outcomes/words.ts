import { laterWords } from '../../../words/later.ts';
import type { versions } from '../../../words/en/versions.ts';

/** What versions, publishing and those inside are told with. */
export const useVersionWords = laterWords<typeof versions>({
  en: async () => (await import('../../../words/en/versions.ts')).versions,
  tr: async () => (await import('../../../words/tr/versions.ts')).versions,
});
