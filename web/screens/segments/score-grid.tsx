import { Link } from 'wouter';
import type { getScoringContract } from '../../../api/scoring/get-scoring.contract.ts';
import type { getSegmentsCellsContract } from '../../../api/segments/get-segments-cells.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/words.tsx';
import { segmentNames, useSegments } from './use-segments.ts';

type Model = CallReply<typeof getScoringContract>['model'];

/** How many customers stand in each cell of recency and frequency. */
export function ScoreGrid() {
  const words = useWords().segments.grid;
  const cells = useReply<typeof getSegmentsCellsContract>('get /v1/segments/cells', {});
  const scoring = useReply<typeof getScoringContract>('get /v1/scoring', {});
  return (
    <Card title={words.title} about={words.about} className="score-grid">
      <Asked reply={cells} rows={5}>
        {({ cells: counts }) => scoring.data && <Grid counts={counts} model={scoring.data.model} />}
      </Asked>
    </Card>
  );
}

interface GridProps {
  readonly counts: CallReply<typeof getSegmentsCellsContract>['cells'];
  readonly model: Model;
}

function Grid({ counts, model }: GridProps) {
  const words = useWords().segments;
  const format = useFormat();
  const { data } = useSegments();
  const names = segmentNames(data?.segments ?? [], words.nameless);
  const { recency, frequency } = model.cutOffs;
  const bins = (cuts: readonly number[]) => Array.from({ length: cuts.length + 1 }, (_, index) => index + 1);
  const countOf = (r: number, f: number) => counts.find((cell) => cell.r === r && cell.f === f)?.customers ?? 0;
  const most = Math.max(1, ...counts.map(({ customers }) => customers));
  return (
    <div className="scrolls">
      <table>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {words.grid.orders} ↓
            </th>
            <th scope="colgroup" colSpan={recency.cuts.length + 1}>
              {words.grid.last} →
            </th>
          </tr>
          <tr>
            {bins(recency.cuts).map((r) => (
              <th key={r} scope="col">
                {recencyText(r, recency.cuts, words.grid, format.number)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bins(frequency.cuts)
            .toReversed()
            .map((f) => (
              <tr key={f}>
                <th scope="row">{frequencyText(f, frequency.cuts, format.number)}</th>
                {bins(recency.cuts).map((r) => {
                  const segment = segmentOfCell(model, r, f);
                  const count = countOf(r, f);
                  const color = names.colorOf(segment);
                  return (
                    <td key={r}>
                      <Link
                        href={`/customers?r=${r}&f=${f}`}
                        aria-label={words.grid.cell(r, f, count, names.nameOf(segment))}
                        style={{
                          borderColor: color,
                          background: `color-mix(in srgb, ${color} ${Math.round(6 + (count / most) * 30)}%, var(--card))`,
                        }}
                      >
                        {format.number(count)}
                      </Link>
                    </td>
                  );
                })}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** Recency cuts rise in days, and the lowest score is beyond the last of them. */
function recencyText(
  r: number,
  cuts: readonly number[],
  words: ReturnType<typeof useWords>['segments']['grid'],
  number: (value: number) => string,
): string {
  const cut = cuts[cuts.length - r + 1];
  if (cut !== undefined) return words.within(number(cut));
  return words.over(number(cuts.at(-1) ?? 0));
}

function frequencyText(f: number, cuts: readonly number[], number: (value: number) => string): string {
  const from = f === 1 ? 1 : (cuts[f - 2] ?? 1);
  const next = cuts[f - 1];
  if (next === undefined) return `${number(from)}+`;
  return next - 1 === from ? number(from) : `${number(from)}–${number(next - 1)}`;
}

/** The segment that a cell belongs to, where the model says it by cells of recency and frequency alone. */
function segmentOfCell({ definition }: Model, r: number, f: number): string | null {
  const { membership } = definition.segments;
  if (membership.by !== 'cells' || membership.measures !== 'rf') return null;
  return new Map(Object.entries(membership.cells)).get(`${r}${f}`) ?? null;
}
