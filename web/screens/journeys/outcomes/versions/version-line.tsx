import { Link } from 'wouter';
import { useFormat } from '../../../../format/use-format.ts';
import { useWords } from '../../../../words/words.tsx';
import type { JourneyNow } from '../../use-journey.ts';
import { customersIn } from '../standing.ts';
import type { Version } from '../versions.tsx';
import { Note } from './note.tsx';
import { useVersionWords } from '../words.ts';

interface VersionLineProps {
  readonly version: Version;
  readonly journey: JourneyNow;
  readonly compare: () => void;
}

/** One version: since when, by whom, who is inside it, and what is to be remembered of it. */
export function VersionLine({ version: of, journey, compare }: VersionLineProps) {
  const words = useVersionWords();
  const { people } = useWords();
  const format = useFormat();
  const { version, live, publishedAt, publishedBy, winners } = of;
  const bySomebody = ({ kind, id, name }: NonNullable<Version['publishedBy']>) =>
    kind === 'key' ? words.list.byKey(id) : words.list.by(name ?? people.deletedUser);
  const inside = customersIn(journey.insideSteps.filter((one) => one.version === version));
  const drains = journey.drains?.version === version;
  return (
    <li>
      <div className="row">
        <h3>{words.version(version)}</h3>
        {live && <span className="chip">{words.list.live}</span>}
        {drains && <span className="chip warn">{words.list.drains}</span>}
        <span className="grow soft small">
          {publishedAt === null ? words.list.cameAlong : words.list.published(format.dateTime(publishedAt))}
          {publishedBy !== null && ` ${bySomebody(publishedBy)}`}
        </span>
      </div>
      <Note journey={journey.id} version={version} note={of.note} />
      {winners.map(({ step, arm, against }) => (
        <p key={step} className="small">
          {words.list.winner(arm, step, against)}
        </p>
      ))}
      <div className="row small">
        {inside > 0 ? (
          <Link href={`/journeys/${journey.id}/inside?version=${version}`}>{words.list.inside(inside)}</Link>
        ) : (
          <span className="soft">{words.list.inside(0)}</span>
        )}
        <Link href={`/journeys/${journey.id}/results?version=${version}`}>{words.list.results}</Link>
        {version > 1 ? (
          <button className="button small" type="button" onClick={compare}>
            {words.list.compare(version - 1)}
          </button>
        ) : (
          <span className="soft">{words.list.first}</span>
        )}
      </div>
    </li>
  );
}
