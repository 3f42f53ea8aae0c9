import { useWords } from '../../../words/words.tsx';
import { addSegment, changeSegment, moveSegment, removeSegment } from './draft.ts';
import type { DraftProps } from './general-form.tsx';

/** Names, colours and the order of the segments. */
export function SegmentsForm({ draft, change }: DraftProps) {
  const words = useWords().scoring;
  const { segments } = draft.segments;
  return (
    <fieldset>
      <legend>{words.segments}</legend>
      <ol className="segment-rows">
        {segments.map(({ id, name, color }, place) => (
          <li key={id}>
            <input
              type="color"
              value={color}
              aria-label={words.color(name)}
              onChange={({ target }) => change(changeSegment(draft, id, { color: target.value }))}
            />
            <input
              value={name}
              required
              maxLength={60}
              aria-label={words.nameOf(id)}
              onChange={({ target }) => change(changeSegment(draft, id, { name: target.value }))}
            />
            <button
              className="button small"
              type="button"
              disabled={place === 0}
              aria-label={words.up(name)}
              onClick={() => change(moveSegment(draft, id, -1))}
            >
              ↑
            </button>
            <button
              className="button small"
              type="button"
              disabled={place === segments.length - 1}
              aria-label={words.down(name)}
              onClick={() => change(moveSegment(draft, id, 1))}
            >
              ↓
            </button>
            <button
              className="button small danger"
              type="button"
              disabled={segments.length === 1}
              aria-label={words.remove(name)}
              onClick={() => change(removeSegment(draft, id))}
            >
              ✕
            </button>
          </li>
        ))}
      </ol>
      <button className="button small" type="button" onClick={() => change(addSegment(draft, words.newSegment))}>
        {words.add}
      </button>
    </fieldset>
  );
}
