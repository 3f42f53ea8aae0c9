import type { Asleep, CustomerFilter, CustomerRow } from './customers.ts';

/** Tells every picture of a customer from every other: attempts at one turn differ in what they had heard, and when. */
export type RowVersion = Pick<CustomerRow, 'chain' | 'turn' | 'heard' | 'asOf'> & {
  readonly asleep?: Pick<Asleep, 'entries'>;
};

/** Finds a customer's row only while it is the picture that was read. */
export function sameVersion({ chain, turn, heard, asOf, asleep }: RowVersion): CustomerFilter {
  const entries = asleep ? [...asleep.entries] : { $exists: false };
  return { chain, turn, asOf, heard: heard ?? { $exists: false }, 'asleep.entries': entries };
}

/** The same, as text. */
export function versionText({ chain, turn, heard, asOf, asleep }: RowVersion): string {
  return [chain, turn, heard ?? '-', asOf, ...(asleep?.entries ?? [])].join('/');
}
