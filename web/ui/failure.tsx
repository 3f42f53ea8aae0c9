import { ApiError } from '../api/problem.ts';
import { useSpeech } from '../words/words.tsx';
import { ShownText, shownError, Told } from './told.tsx';

interface FailureProps {
  readonly error: unknown;
  /** Left out: trying again is somebody else's button. */
  readonly retry?: () => void;
}

/** What went wrong, in a sentence, with what to do about it. */
export function Failure({ error, retry }: FailureProps) {
  const speech = useSpeech();
  const words = speech.words.ui;
  const trouble = error instanceof ApiError ? error.trouble : undefined;
  return (
    <div className="notice error" role="alert">
      <p>
        <ShownText shown={shownError(error, speech)} />
      </p>
      {trouble !== undefined && trouble.problems.length > 1 && (
        <ul className="small">
          {trouble.problems.map(({ code, path, message }) => (
            <li key={`${path} ${message}`}>
              {path !== '' && <code>{path}</code>} <Told fault={{ code, message }} />
            </li>
          ))}
        </ul>
      )}
      {trouble?.instance && <p className="small soft">{words.requestId(trouble.instance)}</p>}
      {retry && (
        <button className="button small" type="button" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
