import { useState } from 'react';
import type { postJourneyTryContract } from '../../../../api/journeys/post-journey-try.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useSession } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import type { JourneyTabProps } from '../use-journey.ts';
import { Problems } from './problems.tsx';
import { FIRST_FORM, tryOf, type TryForm as Form } from './try/trial.ts';
import { TryForm } from './try/try-form.tsx';
import { WalkAhead } from './try/walk-ahead.tsx';
import './outcomes.css';
import { useTryWords } from './try/words.ts';

/** One customer walked through the journey in virtual time; nothing is sent. */
export function Try({ journey }: JourneyTabProps) {
  const words = useTryWords();
  const { workspace } = useSession();
  const [form, setForm] = useState<Form>(FIRST_FORM);
  const [walked, setWalked] = useState<Form>(FIRST_FORM);
  const isHeldBack = walked.version === '' && journey.problems.length > 0;
  const reply = useReply<typeof postJourneyTryContract>(
    'post /v1/journeys/:id/try',
    { params: { id: journey.id }, body: tryOf(walked, workspace) },
    { keep: true, when: !isHeldBack },
  );
  return (
    <div className="tries">
      <Card title={words.who}>
        <TryForm
          journey={journey}
          form={form}
          change={setForm}
          walk={() => {
            setWalked(form);
            // The same form again: the draft, or the customer, may have changed meanwhile.
            if (form === walked && !isHeldBack) void reply.refetch();
          }}
        />
      </Card>
      <Card title={words.result}>
        {isHeldBack ? (
          <Problems title={words.problems} problems={journey.problems} journey={journey} />
        ) : (
          <Asked reply={reply} rows={8}>
            {(tried) => <WalkAhead tried={tried} definition={journey.draft ?? undefined} />}
          </Asked>
        )}
      </Card>
    </div>
  );
}
