import { Link } from 'wouter';
import type { getCustomersContract } from '../../../api/customers/get-customers.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Asked } from '../../ui/asked.tsx';
import { useWords } from '../../words/words.tsx';
import { byChange, type ChangeGroup } from './changes.ts';
import { segmentNames, useSegments } from './use-segments.ts';

/** Whose changes are looked at, and how many of each kind are shown: the first stands for the others. */
const LOOKED_AT = 50;
const SHOWN = 1;

/** What time alone changes next, by kind, each with the first people and why. */
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
            {groups.map((group) => (
              <Group key={`${group.is} ${group.to ?? ''}`} group={group} asOf={asOf} />
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

function Group({ group, asOf }: { readonly group: ChangeGroup; readonly asOf: string }) {
  const { forecast: words, nameless } = useWords().segments;
  const { nameOf } = segmentNames(useSegments().data?.segments ?? [], nameless);
  const format = useFormat();
  const { is, to, people } = group;
  return (
    <section className="change-group">
      <h4>
        {is === 'segment' ? words.kinds.segment(nameOf(to)) : words.kinds[is]}{' '}
        <span className="soft">{format.number(people.length)}</span>
      </h4>
      <ul className="people">
        {people.slice(0, SHOWN).map(({ id, change }) => (
          <li key={id}>
            <span className="line">
              <Link href={`/customers/${encodeURIComponent(id)}`}>{id}</Link>
              <span className="soft small">{format.relative(change.at, asOf)}</span>
            </span>
            <span className="soft small">{change.because}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
