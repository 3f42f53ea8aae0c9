import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { putSourceContract } from '../../../../api/sources/put-source.contract.ts';
import { call } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { faultsOf } from '../../../ui/faults-of.ts';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { TextField } from '../../journeys/build/fields/fields.tsx';
import { isForeign, ruleFrom, ruleOf } from './mapping.ts';
import { ReadingFields, type Reading } from './reading-fields.tsx';
import { RulesField } from './rules-field.tsx';
import type { Source } from './source.ts';
import { TryBox, type Mapping } from './tried.tsx';
import { useSourceWords } from './words.ts';

interface EditSourceProps {
  readonly source: Source;
  readonly close: () => void;
}

function readingOf({ name, mapping }: Source): Reading {
  const { customer = 'id', contact = [], item = 'sku', events = [] } = mapping;
  return { name, customer, contact, item, rules: events.map(ruleFrom), secret: '' };
}

function mappingOf({ customer, contact, item, rules }: Reading): Mapping {
  return { customer, contact: [...contact], item, events: rules.map(ruleOf) };
}

/** Changes how a source is read, and shows what a message would come to before that is saved. */
export function EditSource({ source, close }: EditSourceProps) {
  const words = useSourceWords();
  const { id, kind } = source;
  const [begun] = useState(() => readingOf(source));
  const [reading, setReading] = useState(begun);
  useUnsaved(JSON.stringify(reading) !== JSON.stringify(begun));
  const queries = useQueryClient();
  const mapping = mappingOf(reading);
  const save = useMutation({
    mutationFn: () => {
      const { name, secret } = reading;
      const body = { name, mapping, ...(secret === '' ? {} : { secret }) };
      return call<typeof putSourceContract>('put /v1/sources/:id', { params: { id }, body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['get /v1/sources'] });
      close();
    },
  });
  return (
    <Dialog title={words.changeOf(source.name)} close={close} drawer>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <FaultsProvider value={faultsOf(save.error)}>
          <TextField
            label={words.name}
            at="name"
            value={reading.name}
            change={(name) => setReading({ ...reading, name })}
          />
          {isForeign(kind) && <ReadingFields kind={kind} reading={reading} change={setReading} />}
          {kind === 'segment' && (
            <RulesField rules={reading.rules} change={(rules) => setReading({ ...reading, rules })} />
          )}
        </FaultsProvider>
        {isForeign(kind) && (
          <details>
            <summary>{words.mapping.preview}</summary>
            <TryBox source={source} mapping={mapping} />
          </details>
        )}
        {save.error && <Failure error={save.error} />}
        <p className="small soft">{words.mapping.holds}</p>
        <p>
          <button className="button main" type="submit" disabled={save.isPending}>
            {words.mapping.save}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
