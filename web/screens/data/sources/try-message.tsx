import { useState } from 'react';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../journeys/build/fields/fields.tsx';
import { isForeign } from './mapping.ts';
import type { Source } from './source.ts';
import { TryBox } from './tried.tsx';
import { useSourceWords } from './words.ts';

/** Shows what a message of one of the foreign sources would come to, by the rules in force. */
export function TryMessage({ sources }: { readonly sources: readonly Source[] }) {
  const words = useSourceWords();
  const foreign = sources.filter(({ kind, declared }) => declared && isForeign(kind));
  const [chosen, setChosen] = useState('');
  const source = foreign.find(({ id }) => id === chosen) ?? foreign[0];
  if (source === undefined) return null;
  return (
    <Card title={words.tryTitle} about={words.tryAbout}>
      <div className="stack">
        <SelectField
          label={words.trySource}
          value={source.id}
          choices={foreign.map(({ id, name }) => ({ value: id, text: name }))}
          change={setChosen}
        />
        <TryBox key={source.id} source={source} />
      </div>
    </Card>
  );
}
