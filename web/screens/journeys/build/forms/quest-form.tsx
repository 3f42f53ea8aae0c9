import { useWords } from '../../../../words/words.tsx';
import { TextField } from '../fields/fields.tsx';
import { WayField } from '../fields/way-field.tsx';
import type { FormProps } from './form.ts';

/** A quest that begins here. */
export function QuestForm({ step, place, set }: FormProps<'quest'>) {
  const words = useWords().build;
  return (
    <>
      <TextField
        label={words.trigger.quest}
        at="quest"
        value={step.quest}
        change={(quest) => set({ quest }, 'quest')}
      />
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
      <WayField
        label={words.fields.onAlready}
        place={place}
        way={{ field: 'onAlready' }}
        at="onAlready"
        same={() => set({ onAlready: undefined })}
      />
    </>
  );
}
