import { useId } from 'react';
import { useVersionWords } from '../words.ts';
import { WAYS, type Choice } from './choice.ts';

interface WaysProps {
  readonly choice: Choice;
  readonly inside: number;
  readonly change: (choice: Choice) => void;
}

/** The three things that may become of those inside, each with what it means. */
export function Ways({ choice, inside, change }: WaysProps) {
  const words = useVersionWords().publish;
  const id = useId();
  return (
    <fieldset className="ways">
      <legend>{words.question(inside)}</legend>
      {WAYS.map((way) => (
        <label key={way}>
          <input
            type="radio"
            name={id}
            checked={choice.inside === way}
            onChange={() => change({ ...choice, inside: way })}
            aria-describedby={`${id}${way}`}
          />
          <span className="strong">{words.ways[way]}</span>
          <span className="soft small" id={`${id}${way}`}>
            {words.wayTexts[way]}
          </span>
        </label>
      ))}
      {choice.inside === 'drain' && (
        <label className="field until">
          <span className="label">{words.until}</span>
          <input
            type="datetime-local"
            value={choice.until}
            onChange={({ target }) => change({ ...choice, until: target.value })}
          />
          <span className="hint">{words.untilHint}</span>
        </label>
      )}
    </fieldset>
  );
}
