import { useDeferredValue, useId } from 'react';
import type { getCustomersContract } from '../../../../../api/customers/get-customers.contract.ts';
import { useReply } from '../../../../api/use-reply.ts';
import { useTryWords } from './words.ts';

interface KnownCustomerProps {
  readonly value: string;
  readonly change: (customer: string) => void;
}

const SHOWN = 10;

/** Somebody of the workspace, by how their id begins. */
export function KnownCustomer({ value, change }: KnownCustomerProps) {
  const words = useTryWords();
  const id = useId();
  const search = useDeferredValue(value.trim());
  const found = useReply<typeof getCustomersContract>(
    'get /v1/customers',
    { query: { limit: SHOWN, sort: 'id', ...(search === '' ? {} : { search }) } },
    { keep: true },
  );
  return (
    <label className="field">
      <span className="label">{words.customer}</span>
      <input
        type="text"
        required
        list={id}
        autoComplete="off"
        value={value}
        onChange={({ target }) => change(target.value)}
      />
      <datalist id={id}>
        {found.data?.customers.map((customer) => (
          <option key={customer.id} value={customer.id}>
            {customer.id}
          </option>
        ))}
      </datalist>
      <span className="hint">{words.customerHint}</span>
    </label>
  );
}
