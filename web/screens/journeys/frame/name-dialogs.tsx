import { useState } from 'react';
import { useLocation } from 'wouter';
import type { postJourneyDuplicateContract } from '../../../../api/journeys/post-journey-duplicate.contract.ts';
import type { postJourneyRenameContract } from '../../../../api/journeys/post-journey-rename.contract.ts';
import { call } from '../../../api/call.ts';
import { useWords } from '../../../words/words.tsx';
import { slugOf } from '../slug.ts';
import type { JourneyNow } from '../use-journey.ts';
import { DeedDialog } from './deed-dialog.tsx';

interface DialogProps {
  readonly journey: JourneyNow;
  readonly close: () => void;
}

const LONGEST_NAME = 120;

export function RenameDialog({ journey: { id, draft }, close }: DialogProps) {
  const words = useWords().journeys;
  const [name, setName] = useState(draft?.name ?? id);
  return (
    <DeedDialog
      title={words.deeds.rename}
      close={close}
      act={() =>
        call<typeof postJourneyRenameContract>('post /v1/journeys/:id/rename', { params: { id }, body: { name } })
      }
    >
      <NameField name={name} change={setName} />
    </DeedDialog>
  );
}

export function DuplicateDialog({ journey: { id, draft }, close }: DialogProps) {
  const words = useWords().journeys;
  const [, open] = useLocation();
  const [name, setName] = useState(words.copyOf(draft?.name ?? id));
  const body = { id: slugOf(name), name };
  return (
    <DeedDialog
      title={words.deeds.duplicate}
      close={close}
      act={() => call<typeof postJourneyDuplicateContract>('post /v1/journeys/:id/duplicate', { params: { id }, body })}
      then={(copy) => open(`/journeys/${copy.id}`)}
    >
      <NameField name={name} change={setName} />
      <p className="small soft">{words.address(body.id)}</p>
    </DeedDialog>
  );
}

function NameField({ name, change }: { readonly name: string; readonly change: (name: string) => void }) {
  const words = useWords().journeys;
  return (
    <label className="field">
      <span className="label">{words.name}</span>
      <input value={name} required maxLength={LONGEST_NAME} onChange={({ target }) => change(target.value)} />
    </label>
  );
}
