import type { getScoringPresetsContract } from '../../../../api/scoring/get-scoring-presets.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useWords } from '../../../words/words.tsx';
import type { Draft } from './draft.ts';

/** Begins the draft with a model that ships. */
export function PresetChoice({ choose }: { readonly choose: (draft: Draft) => void }) {
  const words = useWords().scoring;
  const presets = useReply<typeof getScoringPresetsContract>('get /v1/scoring/presets', {});
  return (
    <label className="field">
      <span className="label">{words.preset}</span>
      <select
        value=""
        onChange={({ target }) => {
          const preset = presets.data?.presets.find(({ id }) => id === target.value);
          if (preset) choose(preset.definition);
        }}
      >
        <option value="">{words.presetNone}</option>
        {presets.data?.presets.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
