import { Link } from 'wouter';
import type { getCustomersContract } from '../../../api/customers/get-customers.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Asked } from '../../ui/asked.tsx';
import { useWords } from '../../words/words.tsx';
import { byChange, causeOf, CAUSES, type ChangeGroup } from './changes.ts';
import { segmentNames, useSegments } from './use-segments.ts';

/** Whose changes are looked at; of each kind the first customer stands for the others. */
const LOOKED_AT = 50;

/** What time alone changes next, by what brings it about and by kind. */
export function NextChanges() {
  const words = useWords().segments.forecast;
  const next = useReply<typeof getCustomersContract>('get /v1/customers', {
    query: { sort: 'nextChange', limit: LOOKED_AT },
  });
  return (
    <Asked reply={next}>
      {({ asOf, customers }) => {
        const groups = byChange(customers);
        if (groups.length === 0) return <p className="soft">{words.nothing}</p>;
        const changes = groups.reduce((sum, { people }) => sum + people.length, 0);
        return (
          <>
            {CAUSES.map((cause) => (
              <Cause
                key={cause}
                cause={cause}
                groups={groups.filter(({ what }) => causeOf(what) === cause)}
                asOf={asOf}
              />
            ))}
            <p className="small">
              <span className="soft">{words.counted(changes)}</span>{' '}
              <Link href="/customers?sort=nextChange">{words.all}</Link>
            </p>
          </>
        );
      }}
    </Asked>
  );
}

interface CauseProps {
  readonly cause: (typeof CAUSES)[number];
  readonly groups: readonly ChangeGroup[];
  readonly asOf: string;
}

function Cause({ cause, groups, asOf }: CauseProps) {
  const { forecast: words } = useWords().segments;
  if (groups.length === 0) return null;
  return (
    <section className="change-group">
      <h4>{words.causes[cause]}</h4>
      <ul className="people">
        {groups.map((group) => (
          <Group key={`${group.what} ${group.to ?? ''}`} group={group} asOf={asOf} />
        ))}
      </ul>
    </section>
  );
}

/** What becomes of them, and who is first. */
function Group({ group: { what, to, people }, asOf }: Pick<CauseProps, 'asOf'> & { readonly group: ChangeGroup }) {
  const { forecast: words, nameless } = useWords().segments;
  const { nameOf, colorOf } = segmentNames(useSegments().data?.segments ?? [], nameless);
  const format = useFormat();
  const [first] = people;
  if (first === undefined) return null;
  return (
    <li>
      <span className="line">
        <span>
          {what === 'segment' && <span className="dot" style={{ background: colorOf(to) }} />}
          {what === 'segment' ? words.kinds.segment(nameOf(to)) : words.kinds[what]}
        </span>
        <span className="strong">{format.number(people.length)}</span>
      </span>
      <span className="line small">
        <Link href={`/customers/${encodeURIComponent(first.id)}`}>{first.id}</Link>
        <span className="soft">{format.relative(first.change.at, asOf)}</span>
      </span>
    </li>
  );
}
