import { useProblemWords } from '../words/problem-words.ts';
import { useSpeech } from '../words/words.tsx';
import {
  OF_THE_API,
  shownError,
  shownFault,
  shownRow,
  type Fault,
  type RowFault,
  type Shown,
  type Speech,
} from './shown.ts';

export type { Fault } from './shown.ts';

function useSpeechOfProblems(): Speech {
  const { language, words } = useSpeech();
  return { language, ui: words.ui, problems: useProblemWords(language) };
}

/** One fault in the words of the page, and in small print what the API says of it. */
export function Told({ fault }: { readonly fault: Fault }) {
  return <ShownText shown={shownFault(fault, useSpeechOfProblems())} />;
}

/** The same of a row of a file. */
export function ToldRow({ fault }: { readonly fault: RowFault }) {
  return <ShownText shown={shownRow(fault, useSpeechOfProblems())} />;
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
