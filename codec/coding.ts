import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { Connection } from 'mongoose';
import { ConfigError, type Config } from '../config.ts';
import { mongoPayloadKeys } from '../db/privacy/payload-keys.ts';
import { openSeals } from '../db/seal.ts';
import { createPayloadCodec } from './payload-codec.ts';

/** How values go to Temporal and come back: the same for every client and every worker. */
export interface Coding {
  readonly dataConverter: DataConverter;
  /** What the bundle of workflows converts failures by; left out: as ever. */
  readonly failures?: string;
}

export const FAILURES = fileURLToPath(new URL('./failures.cjs', import.meta.url));

/**
 * What is closed is opened also where nothing is closed any more.
 * @throws ConfigError where keys cannot be sealed
 */
export function openCoding(
  connection: Connection,
  { payloadKeys, secretsKeys }: Pick<Config, 'payloadKeys' | 'secretsKeys'>,
): Coding {
  const isOn = payloadKeys === 'per-customer';
  const seals = openSeals(secretsKeys);
  if (isOn && seals === undefined) {
    throw new ConfigError(['PAYLOAD_KEYS needs SECRETS_KEY, with which the keys of customers are sealed: set it too.']);
  }
  const payloadCodecs = [createPayloadCodec(mongoPayloadKeys(connection, seals, Date.now), { isOn })];
  if (!isOn) return { dataConverter: { payloadCodecs } };
  return { dataConverter: { payloadCodecs, failureConverterPath: FAILURES }, failures: FAILURES };
}
