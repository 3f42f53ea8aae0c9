import { useState } from 'react';
import type { postJourneyPublishContract } from '../../../../api/journeys/post-journey-publish.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { channelsOf, NotSetUp } from '../not-set-up.tsx';
import { useVersionWords } from './words.ts';
import type { JourneyNow } from '../use-journey.ts';
import { PublishForm } from './publish/publish-form.tsx';
import { Published } from './publish/published.tsx';
import './outcomes.css';

export type PublishedReply = CallReply<typeof postJourneyPublishContract>;

interface PublishDialogProps {
  readonly journey: JourneyNow;
  readonly close: () => void;
}

/** From a draft to what is live: what becomes of those inside, what keeps it back, and how far telling them is. */
export function PublishDialog({ journey, close }: PublishDialogProps) {
  const words = useVersionWords().publish;
  const [published, setPublished] = useState<PublishedReply | null>(null);
  const next = (journey.live?.version ?? 0) + (journey.changed ? 1 : 0);
  return (
    <Dialog title={published ? words.loading : words.title(Math.max(1, next))} close={close}>
      {published ? (
        <Published reply={published} close={close} />
      ) : (
        <>
          <NotSetUp channels={channelsOf(journey.draft?.steps ?? [])} />
          <PublishForm journey={journey} close={close} done={setPublished} />
        </>
      )}
    </Dialog>
  );
}
