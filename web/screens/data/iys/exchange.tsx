import { useFormat } from '../../../format/use-format.ts';
import type { Iys } from './iys.ts';
import { useIysWords } from './words.ts';

const STATES = ['asking', 'due', 'sent', 'settled', 'refused', 'overdue'] as const;

/** When the last exchange ended, what keeps the next one from its end, and how many consents are where. */
export function Exchange({ iys: { settings, consents, lastDone, trouble } }: { readonly iys: Iys }) {
  const words = useIysWords();
  const format = useFormat();
  const waiting = consents.asking + consents.due + consents.sent;
  return (
    <div className="stack">
      <p>
        <span className={`chip ${settings?.on ? '' : 'quiet'}`.trim()}>
          {settings?.on ? words.on : words.switchedOff}
        </span>{' '}
        {lastDone === null ? words.neverDone : words.lastDone(format.dateTime(lastDone))}
      </p>
      {trouble !== null && (
        <div className="notice error">
          <p>
            <strong>{words.trouble(format.dateTime(trouble.at), words.steps.get(trouble.step) ?? trouble.step)}</strong>
          </p>
          <p lang="en">{trouble.reason}</p>
          <p className="small">{words.troubleHelp}</p>
        </div>
      )}
      <dl className="figures">
        {STATES.map((state) => (
          <div key={state}>
            <dt className="small soft">{words.states[state]}</dt>
            <dd>
              <strong className={isBad(state) && consents[state] > 0 ? 'down' : undefined}>
                {format.number(consents[state])}
              </strong>
            </dd>
          </div>
        ))}
      </dl>
      {waiting > 0 && <p className="small soft">{words.blocked(waiting)}</p>}
    </div>
  );
}

function isBad(state: (typeof STATES)[number]): boolean {
  return state === 'refused' || state === 'overdue';
}
