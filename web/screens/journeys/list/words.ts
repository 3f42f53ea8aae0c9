import { laterWords } from '../../../words/later.ts';
import type { recipes } from '../../../words/en/recipes.ts';

/** What recipes are told with, and made of. */
export const useRecipeWords = laterWords<typeof recipes>({
  en: async () => (await import('../../../words/en/recipes.ts')).recipes,
  tr: async () => (await import('../../../words/tr/recipes.ts')).recipes,
});
