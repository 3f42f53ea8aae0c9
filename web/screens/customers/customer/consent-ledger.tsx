import { useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { useWords } from '../../../words/words.tsx';
import type { Consents } from './consents-card.tsx';
import { useConsentWords } from './consent-words.ts';

type Entry = Consents['ledger'][number];

const SHOWN = 5;

/** Every word that was said, the newest first, each with its proof. */
export function ConsentLedger({ ledger }: { readonly ledger: readonly Entry[] }) {
  const words = useConsentWords();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? ledger : ledger.slice(0, SHOWN);
  return (
    <details>
      <summary>{words.ledger(ledger.length)}</summary>
      <ul className="stack">
        {shown.map((entry, place) => (
          // Words are only added, at the front; two may be said at one instant.
          <OneWord key={`${entry.at} ${entry.channel} ${entry.purpose} ${ledger.length - place}`} entry={entry} />
        ))}
      </ul>
      {shown.length < ledger.length && (
        <button className="button small" type="button" onClick={() => setIsAll(true)}>
          {words.all}
        </button>
      )}
    </details>
  );
}

function OneWord({ entry }: { readonly entry: Entry }) {
  const words = useConsentWords();
  const { channels } = useWords();
  const format = useFormat();
  const { channel, purpose, status, at, source, by, actor, wording, version, requestedAt, ip, reply } = entry;
  const proof = [
    ...(actor === null ? [] : [words.actor(actor)]),
    ...(version === null ? [] : [words.version(version)]),
    ...(requestedAt === null ? [] : [words.requested(format.dateTime(requestedAt))]),
    ...(ip === null ? [] : [words.ip(ip)]),
  ];
  return (
    <li>
      {channels.names[channel]}, {words.purposes[purpose]}: {words.status[status]}{' '}
      <span className="soft small">
        {format.dateTime(at)}, {source}, {words.by[by]}
      </span>
      {wording !== null && <p className="small soft">{words.wording(wording)}</p>}
      {reply !== null && <p className="small soft">{words.replied(reply.question, reply.word)}</p>}
      {proof.length > 0 && <p className="small soft">{proof.join(', ')}</p>}
    </li>
  );
}
