import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { getPlacementSettingsContract } from '../../../../api/placements/get-placement-settings.contract.ts';
import type { putPlacementSettingsContract } from '../../../../api/placements/put-placement-settings.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { ApiError } from '../../../api/problem.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useMay } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { NeededNumber } from '../programme/part.tsx';
import { useRewardWords } from '../words.ts';
import { PlacementsPreview } from './preview.tsx';
import { TokenKeys } from './token-keys.tsx';

type Settings = CallReply<typeof getPlacementSettingsContract>;

const MODES = ['off', 'optional', 'required'] as const satisfies readonly Settings['mode'][];

/** What customers see, and below it who may see banners and toasts, from where, and what tokens of customers are checked by. */
export function PlacementsPage() {
  const words = useRewardWords().placements;
  const may = useMay('admin');
  return (
    <>
      <PlacementsPreview />
      <Card title={words.title} about={words.about}>
        {may ? <Known /> : <p className="soft">{words.mayNot}</p>}
      </Card>
    </>
  );
}

function Known() {
  const settings = useReply<typeof getPlacementSettingsContract>('get /v1/placements/settings', {});
  return (
    <Asked reply={settings} rows={6}>
      {(reply) => (
        <div className="stack">
          <SettingsForm saved={reply} />
          <TokenKeys keys={reply.keys} />
        </div>
      )}
    </Asked>
  );
}

function SettingsForm({ saved }: { readonly saved: Settings }) {
  const words = useRewardWords().placements;
  const queries = useQueryClient();
  const [mode, setMode] = useState(saved.mode);
  const [text, setText] = useState(saved.origins.join('\n'));
  const [pollSeconds, setPoll] = useState(saved.pollSeconds);
  const origins = text.split(/\s+/).filter((origin) => origin !== '');
  const isEdited = mode !== saved.mode || pollSeconds !== saved.pollSeconds || origins.join() !== saved.origins.join();
  useUnsaved(isEdited);
  const save = useMutation({
    mutationFn: () =>
      call<typeof putPlacementSettingsContract>('put /v1/placements/settings', {
        body: { mode, origins, pollSeconds },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['get /v1/placements/settings'] }),
  });
  const problems = save.error instanceof ApiError ? save.error.trouble.problems : [];
  const faultsAt = (at: string) => problems.filter(({ path }) => path.startsWith(at));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FaultsProvider value={faultsAt}>
        <div className="form-grid roomy">
          <SelectField
            label={words.mode}
            at="mode"
            value={mode}
            choices={choicesOf(MODES, words.modes)}
            change={setMode}
          />
          <NeededNumber label={words.poll} at="pollSeconds" min={1} value={pollSeconds} change={setPoll} />
        </div>
        <TextField
          label={words.origins}
          hint={words.originsHint}
          at="origins"
          rows={3}
          isCode
          value={text}
          change={setText}
        />
      </FaultsProvider>
      {save.error && <Failure error={save.error} />}
      <div className="row">
        <button className="button main" type="submit" disabled={save.isPending}>
          {words.save}
        </button>
        <span role="status" className="small soft">
          {save.isSuccess ? words.saved : ''}
        </span>
      </div>
    </form>
  );
}
