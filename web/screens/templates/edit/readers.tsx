import { useState } from 'react';
import type { getCustomersContract } from '../../../../api/customers/get-customers.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useSettled } from '../../../ui/use-settled.ts';
import { SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { useSegments } from '../../segments/use-segments.ts';
import { useTemplateWords } from '../words.ts';

const MOST_FOUND = 8;
const CUSTOMER = 'customer';
const SEGMENT = 'segment ';

/** Who reads a preview: somebody unknown, somebody made up in a segment, or a customer. */
export function useReader() {
  const [reader, setReader] = useState('');
  const [customer, setCustomer] = useState('');
  const isCustomer = reader === CUSTOMER;
  const known = useCustomers(customer, isCustomer);
  const found = isCustomer && known.includes(customer.trim()) ? customer.trim() : '';
  return { reader, setReader, customer, setCustomer, isCustomer, known, found, asked: readerOf(reader, found) };
}

export type Reader = ReturnType<typeof useReader>;

export function ReaderFields({ of }: { readonly of: Reader }) {
  const words = useTemplateWords().preview;
  const segments = useSegments().data?.segments ?? [];
  const readers = [
    { value: '', text: words.nobody },
    ...segments.map(({ id, name }) => ({ value: `${SEGMENT}${id}`, text: `${words.segments} ${name}` })),
    { value: CUSTOMER, text: words.customer },
  ];
  return (
    <>
      <SelectField label={words.reader} value={of.reader} choices={readers} change={of.setReader} />
      {of.isCustomer && (
        <TextField
          label={words.customerId}
          hint={words.customerHint}
          value={of.customer}
          change={of.setCustomer}
          known={of.known}
        />
      )}
    </>
  );
}

function useCustomers(search: string, when: boolean): readonly string[] {
  const wanted = useSettled(search.trim());
  const query = { limit: MOST_FOUND, sort: 'id' as const, ...(wanted === '' ? {} : { search: wanted }) };
  const found = useReply<typeof getCustomersContract>('get /v1/customers', { query }, { keep: true, when });
  return found.data?.customers.map(({ id }) => id) ?? [];
}

function readerOf(reader: string, customer: string) {
  if (reader.startsWith(SEGMENT)) return { reader: { segment: reader.slice(SEGMENT.length) } };
  return customer === '' ? {} : { reader: { customer } };
}
