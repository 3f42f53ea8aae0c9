import { ApiError, type FieldProblem } from '../api/problem.ts';
import type { Language } from '../words/speaking.ts';
import { useSpeech, type Words } from '../words/words.tsx';

/** One fault, as the API tells it; without a code it is in the words of the page already. */
export type Fault = Pick<FieldProblem, 'code' | 'message'>;

/** The API names particulars in this language only. */
const OF_THE_API: Language = 'en';

interface Speech {
  readonly language: Language;
  readonly words: Pick<Words, 'problems' | 'ui'>;
}

/** What is shown of something that is wrong. */
export interface Shown {
  readonly text: string;
  /** The sentence of the API, in its own language, where the text is in another one. */
  readonly detail?: string;
}

/** Where the page speaks as the API does, its sentence says all; else the code has words here, and the sentence the particulars. */
export function shownFault({ code, message }: Fault, { language, words }: Speech): Shown {
  return shown(wordsOf(words.problems.codes, code), message, language);
}

/** The same of anything that can be thrown. */
export function shownError(error: unknown, { language, words }: Speech): Shown {
  if (!(error instanceof ApiError)) return { text: words.ui.broken };
  const { code, detail, status } = error.trouble;
  if (code === 'unreachable') return { text: words.ui.unreachable };
  const said = wordsOf(words.problems.calls, code);
  return said === undefined && detail === '' ? { text: words.ui.unreadable(status) } : shown(said, detail, language);
}

type Said = readonly [title: string, remedy: string];

function shown(said: Said | undefined, sentence: string, language: Language): Shown {
  if (said === undefined || (language === OF_THE_API && sentence !== '')) return { text: sentence };
  const text = `${said[0]}. ${said[1]}`;
  return sentence === '' ? { text } : { text, detail: sentence };
}

function wordsOf(saidByCode: Readonly<Record<string, Said>>, code: string): Said | undefined {
  return new Map(Object.entries(saidByCode)).get(code);
}

/** One fault in the words of the page, and in small print what the API says of it. */
export function Told({ fault }: { readonly fault: Fault }) {
  return <ShownText shown={shownFault(fault, useSpeech())} />;
}

export function ShownText({ shown: { text, detail } }: { readonly shown: Shown }) {
  if (detail === undefined) return text;
  return (
    <>
      {text}{' '}
      <small className="soft" lang={OF_THE_API}>
        {detail}
      </small>
    </>
  );
}
