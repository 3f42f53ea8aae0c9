import { use } from 'react';
import type { templates } from '../../words/en/templates.ts';
import type { Language } from '../../words/speaking.ts';
import { useSpeech } from '../../words/words.tsx';

export type TemplateWords = typeof templates;

const LANGUAGES: Readonly<Record<Language, () => Promise<TemplateWords>>> = {
  en: async () => (await import('../../words/en/templates.ts')).templates,
  tr: async () => (await import('../../words/tr/templates.ts')).templates,
};

/** Asked for once: what is waited for has to be the same each time. */
const asked = new Map<Language, Promise<TemplateWords>>();

/** What these screens say, loaded with them. */
export function useTemplateWords(): TemplateWords {
  const { language } = useSpeech();
  const coming = asked.get(language) ?? LANGUAGES[language]();
  asked.set(language, coming);
  // Where the network failed, the next look asks again.
  coming.catch(() => asked.delete(language));
  return use(coming);
}
