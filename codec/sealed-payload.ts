import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { givenPayloadKey, type PayloadKeyId } from '../domain/privacy/payload-key.ts';

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D: 96 bits, drawn anew for each payload; a key may close 2^32 of them. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;

/** Names that other tools of Temporal know as well. */
const ENCODING = 'encoding';
const SEALED = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
/** Set by `failures.cjs`, and closed with the rest. */
const OF_FAILURE = 'sojourn-failure';

/** The key that it was closed with; `null` where it was not closed by us. */
export function keyIdIn({ metadata }: Payload): PayloadKeyId | null {
  const fields = new Map(Object.entries(metadata ?? {}));
  if (textOf(fields.get(ENCODING)) !== SEALED) return null;
  const id = textOf(fields.get(KEY_ID));
  return id === '' ? null : givenPayloadKey(id);
}

/** Whether a failure says it, and no value that anybody works with. */
export function isOfFailure({ metadata }: Payload): boolean {
  return Object.keys(metadata ?? {}).includes(OF_FAILURE);
}

/** Closes data and metadata alike: of what it holds only the length can be told. */
export function sealPayload(payload: Payload, id: PayloadKeyId, key: Uint8Array): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(id, 'utf8'));
  const sealed = Buffer.concat([cipher.update(packed(payload)), cipher.final()]);
  return {
    metadata: { [ENCODING]: Buffer.from(SEALED), [KEY_ID]: Buffer.from(id, 'utf8') },
    data: Buffer.concat([nonce, cipher.getAuthTag(), sealed]),
  };
}

/** @throws Error where another key closed it, or it was changed */
export function openPayload({ data }: Payload, id: PayloadKeyId, key: Uint8Array): Payload {
  const bytes = Buffer.from(data ?? []);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(id, 'utf8')).setAuthTag(tag);
  return unpacked(Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]));
}

/** How many bytes of metadata as JSON, they, and then the data as it is. */
function packed({ metadata, data }: Payload): Buffer {
  const fields = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  const told = Buffer.from(JSON.stringify(fields), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(told.length);
  return Buffer.concat([length, told, data ?? Buffer.alloc(0)]);
}

function unpacked(bytes: Buffer): Payload {
  const end = LENGTH_BYTES + bytes.readUInt32BE(0);
  const fields: readonly (readonly [string, string])[] = JSON.parse(bytes.subarray(LENGTH_BYTES, end).toString('utf8'));
  const metadata = Object.fromEntries(fields.map(([name, value]) => [name, Buffer.from(value, 'base64')]));
  return { metadata, data: bytes.subarray(end) };
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
}
