import type { ImportedStore } from '../../db/customers/imported.ts';

/** The store of imported events with some of its methods replaced. */
export function withChanges(
  imported: ImportedStore,
  changes: Partial<ImportedStore>,
): { readonly imported: ImportedStore } {
  return {
    imported: {
      insert: (rows) => imported.insert(rows),
      events: (of, after) => imported.events(of, after),
      folded: (of, after) => imported.folded(of, after),
      countCustomers: (of) => imported.countCustomers(of),
      create: (of, rows) => imported.create(of, rows),
      handOver: (of, customer) => imported.handOver(of, customer),
      takeBack: (of) => imported.takeBack(of),
      ...changes,
    },
  };
}
