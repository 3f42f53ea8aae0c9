import type { Connection } from 'mongoose';
import { NotesReader, type EarlierNote } from '../../domain/journey/earlier.ts';
import type { JourneyFact } from '../../domain/journey/facts.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { MAJORITY } from '../connection.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { collectionOf } from '../schema.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

/** An entry of the journal, as versions 0.2.0 and 0.3.0 wrote it or already brought up to date. */
interface Entry {
  readonly _id: string;
  readonly key: CustomerKey;
  readonly seq: number;
  readonly journeys?: readonly EarlierNote[];
  readonly facts?: readonly JourneyFact[];
}

const FIELDS = { key: 1, seq: 1, journeys: 1, facts: 1 } as const;
/** Whose journals are read together. */
const CUSTOMERS = 50;

/** Makes facts with their whole place of the notes that journals held, customer by customer. */
export const journalFacts: Migration = {
  id: 'journal-facts',
  to: 3,
  what: 'what journals say of journeys, by customer',
  async run(connection, tell) {
    const customers = collectionOf<{ readonly _id: CustomerKey }>(connection, 'customers');
    const change = async (rows: readonly { readonly _id: CustomerKey }[]) => {
      for (const { _id } of rows) await changeJournal(connection, _id);
    };
    await changeRows(customers, { left: {}, fields: { _id: 1 }, change, page: CUSTOMERS }, tell);
  },
};

async function changeJournal(connection: Connection, key: CustomerKey): Promise<void> {
  const journal = collectionOf<Entry>(connection, 'journal');
  if ((await journal.findOne({ key, journeys: { $exists: true } }, { projection: { _id: 1 } })) === null) return;
  const reader = new NotesReader();
  const entries = journal.find({ key }).project<Entry>(FIELDS).sort({ seq: 1 }).batchSize(ROWS_AT_ONCE);
  let writes = [];
  for await (const { _id, journeys, facts } of entries) {
    if (facts) reader.skip(facts);
    if (!journeys) continue;
    const update = {
      $set: { facts: facts ?? reader.read(journeys), earlier: true as const },
      $unset: { journeys: 1 as const },
    };
    writes.push({ updateOne: { filter: { _id, journeys: { $exists: true } }, update } });
    if (writes.length < ROWS_AT_ONCE) continue;
    await journal.bulkWrite(writes, { writeConcern: MAJORITY });
    writes = [];
  }
  if (writes.length > 0) await journal.bulkWrite(writes, { writeConcern: MAJORITY });
}
