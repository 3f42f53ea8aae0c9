import { useState } from 'react';
import type { deleteSessionsContract } from '../../../../api/sessions/delete-sessions.contract.ts';
import type { getSessionsContract } from '../../../../api/sessions/get-sessions.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';

type Session = CallReply<typeof getSessionsContract>['sessions'][number];

/** Browsers that are signed in, each of which can be signed out. */
export function Sessions() {
  const words = useWords().people;
  const sessions = useReply<typeof getSessionsContract>('get /v1/sessions', {});
  const [ending, setEnding] = useState<Session | null>(null);
  const { who, started, seen, ends, action } = words.sessionColumns;
  return (
    <>
      <Asked reply={sessions}>
        {({ sessions: rows }) =>
          rows.length === 0 ? (
            <p className="soft">{words.noSessions}</p>
          ) : (
            <Scrolls label={words.sessions}>
              <table className="list">
                <thead>
                  <tr>
                    {[who, started, seen, ends].map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                    <th scope="col">
                      <span className="hidden-visually">{action}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <Row key={row.id} session={row} end={() => setEnding(row)} />
                  ))}
                </tbody>
              </table>
            </Scrolls>
          )
        }
      </Asked>
      {ending && (
        <Confirm
          title={words.endSurely}
          text={ending.current ? words.endOwnText : words.endText}
          deed={words.end}
          act={() => call<typeof deleteSessionsContract>('delete /v1/sessions/:id', { params: { id: ending.id } })}
          close={() => setEnding(null)}
        />
      )}
    </>
  );
}

function Row({ session, end }: { readonly session: Session; readonly end: () => void }) {
  const words = useWords().people;
  const format = useFormat();
  const { owner, startedAt, seenAt, endsAt, current } = session;
  const name = owner.name ?? words.keyNamed(owner.id);
  return (
    <tr>
      <td className="who">
        {name} {current && <span className="chip quiet">{words.thisOne}</span>}
      </td>
      <td className="nowrap">
        <time dateTime={startedAt}>{format.dateTime(startedAt)}</time>
      </td>
      <td className="nowrap">{seenAt === null ? '–' : <time dateTime={seenAt}>{format.dateTime(seenAt)}</time>}</td>
      <td className="nowrap">
        <time dateTime={endsAt}>{format.dateTime(endsAt)}</time>
      </td>
      <td className="number">
        <button className="button small" type="button" aria-label={words.endOf(name)} onClick={end}>
          {words.end}
        </button>
      </td>
    </tr>
  );
}
