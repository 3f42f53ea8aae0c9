import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { jobCollection } from '../jobs/store.ts';
import { WORKSPACE_DATA, type PartName } from '../workspaces/workspace-data.ts';
import { addressesIn, namesThem, ownRows, type KeyedRow, type StoredRow } from './own-rows.ts';
import { registered } from './register.ts';

/** What a workspace calls somebody with an address. */
export type PseudonymOf = (workspace: WorkspaceId) => Promise<(address: string) => CustomerId>;

interface Who {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
}

/** Finds the rows of one customer in any part, whichever way the register says that they are found. */
export interface OwnRowsIn {
  collection(part: PartName): mongo.Collection<KeyedRow>;
  /** None of parts whose rows go with others: marks, which go with events. */
  rows(of: Who, part: PartName): AsyncIterable<StoredRow>;
}

const COLLECTIONS = new Map<PartName, string>(WORKSPACE_DATA.map(({ name, collection }) => [name, collection]));

export function ownRowsIn(connection: Connection, pseudonym: PseudonymOf): OwnRowsIn {
  const jobs = jobCollection(connection);

  function collection(part: PartName): mongo.Collection<KeyedRow> {
    return connection
      .getClient()
      .db(connection.name)
      .collection<KeyedRow>(COLLECTIONS.get(part) ?? part);
  }

  async function* lines({ workspace, customer }: Who, part: PartName): AsyncGenerator<StoredRow> {
    const contact = await collection('contacts').findOne<StoredRow>({ _id: customerKey(workspace, customer) });
    const names = namesThem(customer, new Set(addressesIn(contact)), await pseudonym(workspace));
    const work = await jobs.distinct('_id', { workspace });
    const all = collection(part).find<StoredRow>({ job: { $in: work } });
    for await (const row of all.batchSize(ROWS_AT_ONCE)) {
      if (names(`${String(row['raw'])} ${String(row['message'])}`)) yield row;
    }
  }

  return {
    collection,
    async *rows(of, part) {
      const own = registered(part)?.rows;
      if (own === undefined || own.by === 'events') return;
      if (own.by === 'lines') return yield* lines(of, part);
      const work = own.by === 'work' ? await jobs.distinct('_id', { workspace: of.workspace }) : [];
      yield* collection(part)
        .find<StoredRow>(ownRows(own, { ...of, work }))
        .batchSize(ROWS_AT_ONCE);
    },
  };
}
