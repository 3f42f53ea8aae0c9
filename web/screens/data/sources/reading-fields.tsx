import { Faults } from '../../journeys/build/fields/field.tsx';
import { choicesOf, ChecksField, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { contactOf, type ContactField, type Rule } from './mapping.ts';
import type { Source } from './source.ts';
import { useSourceWords } from './words.ts';

/** How a source is read, as it is worked on. */
export interface Reading {
  readonly name: string;
  readonly customer: 'id' | 'email';
  readonly contact: readonly ContactField[];
  readonly item: 'sku' | 'product' | 'variant';
  readonly rules: readonly Rule[];
  /** Empty: the one before stays. */
  readonly secret: string;
}

interface ReadingFieldsProps {
  readonly kind: Source['kind'];
  readonly reading: Reading;
  readonly change: (reading: Reading) => void;
}

/** Who somebody is, what of a contact is kept, which id an article has, and the secret of a shop. */
export function ReadingFields({ kind, reading, change }: ReadingFieldsProps) {
  const { mapping: words } = useSourceWords();
  const { customer, contact, item, secret } = reading;
  return (
    <>
      <SelectField
        label={words.customer}
        hint={words.customerHint}
        at="mapping.customer"
        value={customer}
        choices={choicesOf(['id', 'email'] as const, words.customers)}
        change={(to) => change({ ...reading, customer: to })}
      />
      <ChecksField
        label={words.contact}
        chosen={contact}
        choices={choicesOf(contactOf(kind), words.contacts)}
        change={(to) => change({ ...reading, contact: to })}
      />
      <Faults at="mapping.contact" />
      <SelectField
        label={words.item}
        hint={words.itemHint}
        at="mapping.item"
        value={item}
        choices={choicesOf(['sku', 'product', 'variant'] as const, words.items)}
        change={(to) => change({ ...reading, item: to })}
      />
      {kind !== 'segment' && (
        <TextField
          label={words.secret}
          hint={words.secretHint}
          at="secret"
          value={secret}
          change={(to) => change({ ...reading, secret: to })}
        />
      )}
    </>
  );
}
