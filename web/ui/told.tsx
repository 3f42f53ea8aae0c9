import { ApiError, type FieldProblem } from '../api/problem.ts';
import type { ProblemWords } from '../words/en/problems.ts';
import { useProblemWords } from '../words/problem-words.ts';
import type { Language } from '../words/speaking.ts';
import { useSpeech, type Words } from '../words/words.tsx';

/** One fault, as the API tells it; without a code it is in the words of the page already. */
export type Fault = Pick<FieldProblem, 'code' | 'message'>;

/** The API names particulars in this language only. */
const OF_THE_API: Language = 'en';

interface Speech {
  readonly language: Language;
  readonly ui: Words['ui'];
  /** Null: they are not loaded yet, or there are none. */
  readonly problems: ProblemWords | null;
}

function useSpeechOfProblems(): Speech {
  const { language, words } = useSpeech();
  return { language, ui: words.ui, problems: useProblemWords(language) };
}

/** What is shown of something that is wrong. */
interface Shown {
  readonly text: string;
  /** The sentence of the API, in its own language, where the text is in another one. */
  readonly detail?: string;
}

/** Where the page speaks as the API does, its sentence says all; else the code has words here, and the sentence the particulars. */
export function shownFault({ code, message }: Fault, { language, problems }: Speech): Shown {
  return shown(problems === null ? undefined : wordsOf(problems.codes, code), message, language);
}

/** The same of anything that can be thrown. */
export function shownError(error: unknown, { language, ui, problems }: Speech): Shown {
  if (!(error instanceof ApiError)) return { text: ui.broken };
  const { code, detail, status } = error.trouble;
  if (code === 'unreachable') return { text: ui.unreachable };
  const said = problems === null ? undefined : wordsOf(problems.calls, code);
  return said === undefined && detail === '' ? { text: ui.unreadable(status) } : shown(said, detail, language);
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
  return <ShownText shown={shownFault(fault, useSpeechOfProblems())} />;
}

/** The same of anything that was thrown. */
export function ToldError({ error }: { readonly error: unknown }) {
  return <ShownText shown={shownError(error, useSpeechOfProblems())} />;
}

function ShownText({ shown: { text, detail } }: { readonly shown: Shown }) {
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
