import { useMemo } from 'react';
import { useSession } from '../session/session-context.tsx';
import { useSpeech } from '../words/words.tsx';
import { LOCALES } from '../words/speaking.ts';
import { formatOf, type Format } from './format.ts';

/** Figures and times as the workspace counts them, in the language of the pages. */
export function useFormat(): Format {
  const { currency, minorDigits, timezone } = useSession().workspace;
  const { language } = useSpeech();
  return useMemo(
    () => formatOf({ locale: LOCALES[language], currency, minorDigits, timezone }),
    [language, currency, minorDigits, timezone],
  );
}
