import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postJourneyPublishContract } from '../../../../../api/journeys/post-journey-publish.contract.ts';
import type { postJourneyPublishPreviewContract } from '../../../../../api/journeys/post-journey-publish-preview.contract.ts';
import { call } from '../../../../api/call.ts';
import { useReply } from '../../../../api/use-reply.ts';
import { useSession } from '../../../../session/session-context.tsx';
import { Asked } from '../../../../ui/asked.tsx';
import { Failure } from '../../../../ui/failure.tsx';
import { useWords } from '../../../../words/words.tsx';
import type { JourneyNow } from '../../use-journey.ts';
import type { PublishedReply } from '../publish-dialog.tsx';
import { Problems } from '../problems.tsx';
import { goneFrom } from '../standing.ts';
import { Fates } from './fates.tsx';
import { FIRST_CHOICE, wantedOf, type Choice } from './choice.ts';
import { GoneSteps } from './gone-steps.tsx';
import { Ways } from './ways.tsx';
import { useVersionWords } from '../words.ts';

interface PublishFormProps {
  readonly journey: JourneyNow;
  readonly close: () => void;
  readonly done: (reply: PublishedReply) => void;
}

/** The code of the problem that nobody has said where those go whose step is gone. */
const UNSAID = 'unmapped-step';

/** What becomes of those inside, seen beforehand, and the button that publishes. */
export function PublishForm({ journey, close, done }: PublishFormProps) {
  const words = useWords();
  const { publish } = useVersionWords();
  const { timezone } = useSession().workspace;
  const queries = useQueryClient();
  const [choice, setChoice] = useState<Choice>(FIRST_CHOICE);
  const [note, setNote] = useState('');
  const params = { id: journey.id };
  const wanted = wantedOf(choice, timezone);
  const preview = useReply<typeof postJourneyPublishPreviewContract>(
    'post /v1/journeys/:id/publish/preview',
    { params, body: wanted },
    { keep: true },
  );
  const publishing = useMutation({
    mutationFn: () =>
      call<typeof postJourneyPublishContract>('post /v1/journeys/:id/publish', {
        params,
        body: { ...wanted, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      }),
    onSuccess: async (reply) => {
      done(reply);
      await queries.invalidateQueries();
    },
  });
  const steps = journey.draft?.steps ?? [];
  const gone = goneFrom(journey.insideSteps, steps);
  const isFree = preview.data?.problems.length === 0 && !preview.isPlaceholderData;
  return (
    <form
      className="stack publish"
      onSubmit={(event) => {
        event.preventDefault();
        publishing.mutate();
      }}
    >
      <p className="soft">{journey.changed ? publish.newcomers : publish.already}</p>
      {journey.inside === 0 ? (
        <p>{publish.nobodyInside}</p>
      ) : (
        <Ways choice={choice} inside={journey.inside} change={setChoice} />
      )}
      {choice.inside === 'migrate' && gone.length > 0 && (
        <GoneSteps
          gone={gone}
          steps={steps}
          standing={journey.insideSteps}
          mapping={choice.mapping}
          change={(mapping) => setChoice({ ...choice, mapping })}
        />
      )}
      <Asked reply={preview} rows={3}>
        {({ problems, steps: standing, totals, uncounted }) => {
          // Where people go whose step is gone is asked above; until that is said, nothing can be foretold of them.
          const told = problems.filter(({ code }) => code !== UNSAID);
          return (
            <div className="stack">
              {told.length > 0 && <Problems title={publish.problems} problems={told} journey={journey} />}
              {standing.length > 0 && told.length === problems.length && (
                <Fates standing={standing} totals={totals} among={[journey.live?.definition, journey.draft]} />
              )}
              {uncounted > 0 && <p className="small soft">{publish.uncounted(uncounted)}</p>}
            </div>
          );
        }}
      </Asked>
      <label className="field">
        <span className="label">{publish.note}</span>
        <textarea maxLength={1_000} rows={2} value={note} onChange={({ target }) => setNote(target.value)} />
        <span className="hint">{publish.noteHint}</span>
      </label>
      {publishing.error && <Failure error={publishing.error} />}
      <div className="row">
        <button className="button main" type="submit" disabled={!isFree || publishing.isPending}>
          {publish.do}
        </button>
        <button className="button" type="button" onClick={close}>
          {words.ui.cancel}
        </button>
      </div>
    </form>
  );
}
