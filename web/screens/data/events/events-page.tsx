import { useMay } from '../../../session/session-context.tsx';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { EventHealth } from './event-health.tsx';
import { Quarantine } from './quarantine.tsx';
import { UnmatchedRefunds } from './unmatched-refunds.tsx';

/** Whether events arrive, what could not be worked on, and refunds that found no order. */
export function EventsPage() {
  const words = useWords().events;
  const may = useMay('operator');
  return (
    <>
      <EventHealth />
      {may ? (
        <>
          <Quarantine />
          <UnmatchedRefunds />
        </>
      ) : (
        <Card title={words.quarantine}>
          <p className="soft">{words.mayNot}</p>
        </Card>
      )}
    </>
  );
}
