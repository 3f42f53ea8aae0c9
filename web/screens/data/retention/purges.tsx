import { Link } from 'wouter';
import type { postRetentionPreviewContract } from '../../../../api/privacy/post-retention-preview.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { type Days, type Retention, type What, type Would } from './retention.ts';
import { useRetentionWords } from './words.ts';

/** When the purge last ran, and what it took. */
export function LastPurge({ purge }: { readonly purge: Retention['lastPurge'] }) {
  const words = useRetentionWords();
  const format = useFormat();
  if (purge === null) return <p className="soft">{words.last.never}</p>;
  const { state, startedAt, changedAt, result, error } = purge;
  const took = result === undefined ? [] : whats().filter((what) => result[what] > 0);
  const said = took.map((what) => words.rows(words.classes[what].name, format.number(result?.[what] ?? 0)));
  return (
    <section className="stack" aria-label={words.last.title}>
      <h3>{words.last.title}</h3>
      <p>
        {words.last.states[state](format.dateTime(state === 'done' ? changedAt : startedAt))}{' '}
        {said.length === 0 ? words.last.nothing : said.join(', ')} <Link href="/data/jobs">{words.last.toJobs}</Link>
      </p>
      {error !== undefined && <p className="down">{error}</p>}
      {result !== undefined && result.unlike > 0 && <p className="small soft">{words.last.unlike(result.unlike)}</p>}
    </section>
  );
}

function whats(): readonly What[] {
  return ['events', 'journal', 'effects', 'messages', 'refused', 'jobs', 'baskets', 'audit'];
}

/** What goes at the next purge, as things are kept now. */
export function NextPurge({ days }: { readonly days: Days }) {
  const words = useRetentionWords();
  const preview = useReply<typeof postRetentionPreviewContract>('post /v1/retention/preview', { body: days });
  return (
    <section className="stack" aria-label={words.next}>
      <h3>{words.next}</h3>
      <Asked reply={preview} rows={2}>
        {({ would }) => <WouldGo would={would} />}
      </Asked>
    </section>
  );
}

/** Class by class how much is that old. */
export function WouldGo({
  would,
  isExplained = false,
}: {
  readonly would: readonly Would[];
  readonly isExplained?: boolean;
}) {
  const words = useRetentionWords();
  const format = useFormat();
  if (would.length === 0) return <p>{words.nothingEnds}</p>;
  return (
    <ul className="retention-list">
      {would.map(({ what, before, rows }) => (
        <li key={what}>
          <strong>{words.classes[what].name}</strong>: {words.would(rows, format.date(before))}
          {isExplained && <span className="small block">{words.classes[what].lost}</span>}
        </li>
      ))}
    </ul>
  );
}
