import { useSession } from '../session/session-context.tsx';
import { useSpeech } from '../words/words.tsx';
import { LOCALES } from '../words/speaking.ts';
import { formatOf, type Format, type FormatOptions } from './format.ts';

/** Of the workspace and the language that are shown: one for all rows of all screens. */
let known: { readonly key: string; readonly format: Format } | undefined;

/** Figures and times as the workspace counts them, in the language of the pages. */
export function useFormat(): Format {
  const { currency, minorDigits, timezone } = useSession().workspace;
  const { language } = useSpeech();
  return sharedFormat({ locale: LOCALES[language], currency, minorDigits, timezone });
}

function sharedFormat(options: FormatOptions): Format {
  const key = JSON.stringify(options);
  if (known?.key !== key) known = { key, format: formatOf(options) };
  return known.format;
}
