import { useState } from 'react';
import { Link } from 'wouter';
import type { getIysConsentsContract } from '../../../../api/iys/get-iys-consents.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { useWords } from '../../../words/words.tsx';
import { choicesOf, SelectField } from '../../journeys/build/fields/fields.tsx';
import { useIysWords } from './words.ts';

type Consent = CallReply<typeof getIysConsentsContract>['consents'][number];

const SHOWN = ['refused', 'overdue', 'due', 'asking', 'sent', 'settled'] as const;
type Shown = (typeof SHOWN)[number];

/** Whose consents are where: those that the register refused first. */
export function ConsentList() {
  const words = useIysWords();
  const [shown, setShown] = useState<Shown>('refused');
  const pages = usePages<typeof getIysConsentsContract>('get /v1/iys/consents', (cursor) => ({
    query: { ...(shown === 'overdue' ? { overdue: 'true' as const } : { state: shown }), cursor },
  }));
  const { columns } = words;
  return (
    <Card title={words.consents}>
      <div className="stack">
        <SelectField label={words.show} value={shown} choices={choicesOf(SHOWN, words.states)} change={setShown} />
        <Pages pages={pages}>
          {(replies) => {
            const consents = replies.flatMap((reply) => reply.consents);
            if (consents.length === 0) return <p className="soft">{words.noConsents}</p>;
            return (
              <ListTable
                label={words.consents}
                columns={[columns.customer, columns.said, columns.registered, columns.sends, columns.deadline]}
              >
                {consents.map((consent) => (
                  <Row key={`${consent.customer} ${consent.type}`} consent={consent} />
                ))}
              </ListTable>
            );
          }}
        </Pages>
      </div>
    </Card>
  );
}

function Row({ consent }: { readonly consent: Consent }) {
  const words = useIysWords();
  const { names } = useWords().channels;
  const format = useFormat();
  const { customer, channel, said, registered, sends, deadline, overdue, problem } = consent;
  return (
    <tr>
      <td>
        <Link href={`/customers/${encodeURIComponent(customer)}`}>{customer}</Link>{' '}
        <span className="small soft">{names[channel]}</span>
      </td>
      <td>
        {words.statuses[said.status]} <time dateTime={said.at}>{format.date(said.at)}</time>
      </td>
      <td>
        {registered === null ? <span className="soft">{words.nothing}</span> : words.statuses[registered.status]}
        {problem !== null && <span className="small down block">{words.problem(problem)}</span>}
      </td>
      <td>{words.sends[sends]}</td>
      <td className={`nowrap ${overdue ? 'down' : ''}`.trim()}>
        <time dateTime={deadline}>{format.dateTime(deadline)}</time>
      </td>
    </tr>
  );
}
