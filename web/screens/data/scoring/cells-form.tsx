import { useState } from 'react';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { asCells, binsOf, cellsOf, paint, type CellMembership, type Draft, type Membership } from './draft.ts';
import type { DraftProps } from './general-form.tsx';

/** Who belongs to which segment: cells to paint, or a list of rules. */
export function CellsForm({ draft, change }: DraftProps) {
  const words = useWords().scoring;
  const { membership } = draft.segments;
  if (membership.by === 'cells') return <Painting draft={draft} membership={membership} change={change} />;
  return (
    <fieldset>
      <legend>{words.rules}</legend>
      <RuleList draft={draft} membership={membership} />
      <button className="button small" type="button" onClick={() => change(asCells(draft))}>
        {words.toCells}
      </button>
    </fieldset>
  );
}

interface RuleListProps {
  readonly draft: Draft;
  readonly membership: Extract<Membership, { readonly by: 'first-match' }>;
}

function RuleList({ draft, membership }: RuleListProps) {
  const words = useWords().scoring;
  const nameOf = (id: string) => draft.segments.segments.find((each) => each.id === id)?.name ?? id;
  const rangesOf = (rule: (typeof membership.rules)[number]) => {
    const ranges = (['r', 'f', 'm'] as const).flatMap((measure) => {
      const range = rule[measure];
      return range === undefined ? [] : [words.range(words.measures[measure], range[0], range[1])];
    });
    return ranges.length === 0 ? words.anyScores : ranges.join(', ');
  };
  return (
    <ol className="rules small">
      {membership.rules.map((rule, place) => (
        <li key={`${place} ${rule.segment}`}>{words.rule(rangesOf(rule), nameOf(rule.segment))}</li>
      ))}
      <li>{words.otherwise(nameOf(membership.otherwise))}</li>
    </ol>
  );
}

interface PaintingProps extends DraftProps {
  readonly membership: CellMembership;
}

function Painting({ draft, membership, change }: PaintingProps) {
  const words = useWords().scoring;
  const { segments } = draft.segments;
  const [chosen, setChosen] = useState(segments[0]?.id ?? '');
  const [layer, setLayer] = useState(1);
  const brush = segments.some(({ id }) => id === chosen) ? chosen : (segments[0]?.id ?? '');
  const layers = membership.measures === 'rfm' && draft.monetary !== null ? binsOf(draft.monetary) : 0;
  return (
    <fieldset>
      <legend>{words.cells}</legend>
      <div className="stack">
        <p className="small soft">{words.cellsHint}</p>
        <div className="row brushes" role="radiogroup" aria-label={words.brush}>
          {segments.map(({ id, name, color }) => (
            <label key={id} className="brush">
              <input type="radio" name="brush" checked={brush === id} onChange={() => setChosen(id)} />
              <span className="dot" style={{ background: color }} />
              {name}
            </label>
          ))}
        </div>
        {layers > 0 && (
          <label className="field narrow">
            <span className="label">{words.layer}</span>
            <select value={layer} onChange={({ target }) => setLayer(Number(target.value))}>
              {upTo(layers).map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
        )}
        <Grid
          draft={draft}
          membership={membership}
          suffix={layers > 0 ? String(Math.min(layer, layers)) : ''}
          paintCell={(key) => change((now) => paint(now, key, brush))}
        />
      </div>
    </fieldset>
  );
}

const upTo = (bins: number) => Array.from({ length: bins }, (_, index) => index + 1);

interface GridProps {
  readonly draft: Draft;
  readonly membership: CellMembership;
  /** Of the key of each cell: the score of money, where that counts. */
  readonly suffix: string;
  readonly paintCell: (key: string) => void;
}

function Grid({ draft, membership, suffix, paintCell }: GridProps) {
  const words = useWords().scoring;
  const cells = cellsOf(membership);
  const segmentOf = (key: string) => draft.segments.segments.find(({ id }) => id === cells.get(key));
  const recencies = upTo(binsOf(draft.recency));
  return (
    <Scrolls label={words.cells}>
      <table className="paint-grid">
        <thead>
          <tr>
            <th scope="col" className="small soft">
              {words.axis}
            </th>
            {recencies.map((r) => (
              <th key={r} scope="col">
                {r}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {upTo(binsOf(draft.frequency))
            .toReversed()
            .map((f) => (
              <tr key={f}>
                <th scope="row">{f}</th>
                {recencies.map((r) => {
                  const key = `${r}${f}${suffix}`;
                  const segment = segmentOf(key);
                  const color = segment?.color ?? '#8b908d';
                  return (
                    <td key={r}>
                      <button
                        type="button"
                        aria-label={words.cell(r, f, segment?.name ?? words.noSegment)}
                        style={{ borderColor: color, background: `color-mix(in srgb, ${color} 22%, var(--card))` }}
                        onPointerDown={({ currentTarget, pointerId }) => {
                          // Else a finger that moves on would stay with the first cell.
                          if (currentTarget.hasPointerCapture(pointerId))
                            currentTarget.releasePointerCapture(pointerId);
                          paintCell(key);
                        }}
                        onPointerEnter={({ buttons }) => buttons === 1 && paintCell(key)}
                        onClick={() => paintCell(key)}
                      >
                        {segment?.name ?? words.noSegment}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
