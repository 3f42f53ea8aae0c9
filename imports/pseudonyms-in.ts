import type { Connection } from 'mongoose';
import { mongoPseudonymKeyStore } from '../db/customers/pseudonym-keys.ts';
import type { PseudonymOf } from '../db/privacy/find-own.ts';
import { pseudonyms } from './pseudonym.ts';

/** What each workspace calls somebody with an address, by the keys in the store. */
export function pseudonymsIn(connection: Connection): PseudonymOf {
  const keys = mongoPseudonymKeyStore(connection);
  return async (workspace) => pseudonyms(await keys.of(workspace));
}
