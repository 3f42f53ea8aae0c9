import { laterWords } from '../../words/later.ts';
import type { templates } from '../../words/en/templates.ts';

export type TemplateWords = typeof templates;

/** What these screens say. */
export const useTemplateWords = laterWords<TemplateWords>({
  en: async () => (await import('../../words/en/templates.ts')).templates,
  tr: async () => (await import('../../words/tr/templates.ts')).templates,
});
