import { ApiError, type FieldProblem } from '../api/problem.ts';
import type { ProblemWords } from '../words/en/problems.ts';
import type { Language } from '../words/speaking.ts';
import type { Words } from '../words/words.tsx';

/** One fault, as the API tells it; without a code it is in the words of the page already. */
export type Fault = Pick<FieldProblem, 'code' | 'message'>;

/** Why a row of a file is refused. */
export interface RowFault {
  readonly reason: string;
  readonly message: string;
}

/** The API names particulars in this language only. */
export const OF_THE_API: Language = 'en';

export interface Speech {
  readonly language: Language;
  readonly ui: Pick<Words['ui'], 'broken' | 'unreachable' | 'unreadable'>;
  /** Null: they are not loaded yet, or there are none. */
  readonly problems: ProblemWords | null;
}

/** What is shown of something that is wrong. */
export interface Shown {
  readonly text: string;
  /** The sentence of the API, in its own language, where the text is in another one. */
  readonly detail?: string;
}

/** Where the page speaks as the API does, its sentence says all; else the code has words here, and the sentence the particulars. */
export function shownFault({ code, message }: Fault, { language, problems }: Speech): Shown {
  return shown(problems === null ? undefined : wordsOf(problems.codes, code), message, language);
}

/** The same of a row of a file, which the API refuses by one word. */
export function shownRow(
  { reason, message }: RowFault,
  { language, problems }: Pick<Speech, 'language' | 'problems'>,
): Shown {
  return shown(problems === null ? undefined : wordsOf(problems.rows, reason), message, language);
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
