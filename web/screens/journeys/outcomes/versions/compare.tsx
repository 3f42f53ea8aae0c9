import { Card } from '../../../../ui/card.tsx';
import { useVersionWords } from '../words.ts';
import type { Definition } from '../../definition.ts';
import type { JourneyNow } from '../../use-journey.ts';
import type { Version } from '../versions.tsx';
import { Difference } from './difference.tsx';

/** Stands for the draft among the numbers of versions. */
const DRAFT = 'draft';

interface CompareProps {
  readonly journey: JourneyNow;
  readonly versions: readonly Version[];
  /** As the address says it; what it does not say is chosen here. */
  readonly wanted: { readonly from: string | null; readonly to: string | null };
  readonly choose: (from: string, to: string) => void;
}

/** Two of the versions and the draft, side by side; first what a publication would change, or else what the last one did. */
export function Compare({ journey, versions, wanted, choose }: CompareProps) {
  const words = useVersionWords();
  const sides = sidesOf(journey, versions);
  const [newest = '', one = newest] = sides.keys();
  if (sides.size < 2) {
    return (
      <Card title={words.diff.title} className="compare">
        <p className="soft">{words.diff.alone}</p>
      </Card>
    );
  }
  const known = (value: string | null, usual: string) => (value !== null && sides.has(value) ? value : usual);
  const to = known(wanted.to, newest);
  const from = known(wanted.from, one);
  const nameOf = (side: string) => (side === DRAFT ? words.diff.draft : words.version(Number(side)));
  const [before, after] = [sides.get(from), sides.get(to)];
  const select = (label: string, value: string, change: (side: string) => void) => (
    <label className="row">
      <span className="small">{label}</span>
      <select value={value} onChange={({ target }) => change(target.value)}>
        {[...sides.keys()].map((side) => (
          <option key={side} value={side}>
            {nameOf(side)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Card title={words.diff.title} className="compare">
      <div className="stack">
        <div className="row">
          {select(words.diff.from, from, (side) => choose(side, to))}
          {select(words.diff.to, to, (side) => choose(from, side))}
          <button className="button small" type="button" onClick={() => choose(to, from)}>
            ⇄ {words.diff.swap}
          </button>
        </div>
        {before && after && <Difference before={before} after={after} />}
      </div>
    </Card>
  );
}

/** What can be compared, the newest first: the draft too, where it differs from what is live. */
function sidesOf({ draft, changed }: JourneyNow, versions: readonly Version[]): ReadonlyMap<string, Definition> {
  return new Map<string, Definition>([
    ...(draft && changed ? [[DRAFT, draft] as const] : []),
    ...versions.map(({ version, definition }) => [String(version), definition] as const),
  ]);
}
