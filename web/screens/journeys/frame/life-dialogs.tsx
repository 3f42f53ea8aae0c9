import { useState } from 'react';
import type { postJourneyArchiveContract } from '../../../../api/journeys/post-journey-archive.contract.ts';
import type { postJourneyPauseContract } from '../../../../api/journeys/post-journey-pause.contract.ts';
import type { postJourneyResumeContract } from '../../../../api/journeys/post-journey-resume.contract.ts';
import { call } from '../../../api/call.ts';
import { useWords } from '../../../words/words.tsx';
import type { JourneyNow } from '../use-journey.ts';
import { DeedDialog } from './deed-dialog.tsx';

interface DialogProps {
  readonly journey: JourneyNow;
  readonly close: () => void;
}

export function PauseDialog({ journey: { id }, close }: DialogProps) {
  const words = useWords().journeys;
  return (
    <DeedDialog
      title={words.deeds.pause}
      close={close}
      act={() => call<typeof postJourneyPauseContract>('post /v1/journeys/:id/pause', { params: { id } })}
    >
      <p>{words.pauseText}</p>
    </DeedDialog>
  );
}

export function ResumeDialog({ journey: { id, status }, close }: DialogProps) {
  const words = useWords().journeys;
  const [spread, setSpread] = useState('');
  const body = spread === '' ? {} : { spread };
  return (
    <DeedDialog
      title={words.deeds.resume}
      close={close}
      act={() => call<typeof postJourneyResumeContract>('post /v1/journeys/:id/resume', { params: { id }, body })}
    >
      <p>{words.resumeText}</p>
      {status?.is === 'paused' && (
        <label className="field">
          <span className="label">{words.spread}</span>
          <input value={spread} placeholder="2h" onChange={({ target }) => setSpread(target.value.trim())} />
          <span className="hint">{words.spreadHint}</span>
        </label>
      )}
    </DeedDialog>
  );
}

const ENDINGS = ['finish', 'leave'] as const;

export function ArchiveDialog({ journey: { id }, close }: DialogProps) {
  const words = useWords().journeys;
  const [inside, setInside] = useState<(typeof ENDINGS)[number]>('finish');
  return (
    <DeedDialog
      title={words.deeds.archive}
      close={close}
      act={() =>
        call<typeof postJourneyArchiveContract>('post /v1/journeys/:id/archive', { params: { id }, body: { inside } })
      }
    >
      <p>{words.archiveText}</p>
      <fieldset className="stack">
        <legend>{words.thoseInside}</legend>
        {ENDINGS.map((each) => (
          <label key={each}>
            <input type="radio" name="inside" checked={inside === each} onChange={() => setInside(each)} />{' '}
            {words.endings[each]}
          </label>
        ))}
      </fieldset>
    </DeedDialog>
  );
}
