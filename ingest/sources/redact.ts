import type { CustomerId } from '../../domain/ids.schema.ts';
import type { Translated } from '../../domain/sources/translated.ts';
import type { Sending, SourcePorts } from './ports.ts';

/**
 * Begins the erasure of those whom a shop was asked to forget. Of requests about whoever is erased, or is from now on, it
 * leaves that they came, and not whom they name: else the note would be what is left of them.
 * @returns the same messages, in order
 * @throws the store's error: then the shop sends again
 */
export async function redacted(
  { erasures, erase }: Pick<SourcePorts, 'erasures' | 'erase'>,
  { workspace }: Pick<Sending, 'workspace'>,
  messages: readonly Translated[],
): Promise<readonly Translated[]> {
  const noted = messages.flatMap((one) => (one.is === 'ignored' && one.note?.customer ? one.note : []));
  if (noted.length === 0) return messages;
  for (const { customer, erases } of noted) if (erases && customer !== null) await erase(workspace._id, customer);
  const named = new Set<CustomerId>(noted.flatMap(({ customer }) => customer ?? []));
  const erased = await erasures.among(workspace._id, [...named]);
  return messages.map((one): Translated => {
    if (one.is !== 'ignored' || !one.note?.customer || !erased.has(one.note.customer)) return one;
    return { ...one, note: { ...one.note, customer: null } };
  });
}
