import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  encodeToPayload,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURES } from '../../codec/coding.ts';
import { createPayloadCodec } from '../../codec/payload-codec.ts';
import { keyIdIn, openPayload, sealPayload } from '../../codec/sealed-payload.ts';
import type { FoundKey, PayloadKeys } from '../../db/privacy/payload-keys.ts';
import { givenPayloadKey, type PayloadKeyId } from '../../domain/privacy/payload-key.ts';

/** Keys in memory; those that are made are told by their owner. */
function someKeys(state: Partial<Record<string, Exclude<FoundKey['is'], 'key'>>> = {}) {
  const made = new Map<PayloadKeyId, Uint8Array>();
  const states = new Map(Object.entries(state));
  const keys: PayloadKeys = {
    async of(id) {
      const is = states.get(id);
      if (is === 'erased' || is === 'locked') return { is };
      const key = made.get(id) ?? crypto.getRandomValues(new Uint8Array(32));
      made.set(id, key);
      return { is: 'key', key };
    },
    async find(id) {
      const key = made.get(id);
      return states.has(id) || key === undefined ? { is: states.get(id) ?? 'unknown' } : { is: 'key', key };
    },
  };
  return { keys, made };
}

const of = (workflowId: string) => ({ type: 'workflow', namespace: 'default', workflowId }) as const;
const SOMEBODY = of('customer:shop:c-1');
const payloads = fc.record({
  metadata: fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), fc.uint8Array({ maxLength: 40 })),
  data: fc.uint8Array({ maxLength: 300 }),
});
const bytesOf = ({ metadata, data }: Payload) => ({
  metadata: new Map(Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('hex')])),
  data: Buffer.from(data ?? []).toString('hex'),
});
/** All that is written, with the bytes of payloads as text. */
const textOf = (written: unknown) =>
  JSON.stringify(written, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
const codeOf = async (asked: Promise<unknown>) =>
  await asked.then(
    () => 'read',
    (error: unknown) => (error instanceof ApplicationFailure ? error.type : String(error)),
  );

describe('what goes to Temporal', () => {
  test('comes back as it was, data and metadata', async () => {
    const codec = createPayloadCodec(someKeys().keys, { isOn: true });
    await fc.assert(
      fc.asyncProperty(fc.array(payloads, { maxLength: 4 }), async (given) => {
        const back = await codec.decode(await codec.encode(given, SOMEBODY));
        expect(back.map(bytesOf)).toEqual(given.map(bytesOf));
      }),
    );
  });

  test('says nothing but whose key it is', async () => {
    const codec = createPayloadCodec(someKeys().keys, { isOn: true });
    const [sealed] = await codec.encode([defaultPayloadConverter.toPayload({ note: 'plaintext-note' })], SOMEBODY);
    const shown = Object.entries(sealed?.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString()]);
    expect(shown).toEqual([
      ['encoding', 'binary/encrypted'],
      ['encryption-key-id', 'shop:c-1'],
    ]);
    expect(Buffer.from(sealed?.data ?? []).toString('latin1')).not.toContain('plaintext');
  });

  test('is closed with the key of its customer, or of its workspace, and left open where it is nobody’s', async () => {
    const { keys } = someKeys();
    const codec = createPayloadCodec(keys, { isOn: true });
    const plain = defaultPayloadConverter.toPayload('x');
    const keyOf = async (context?: ReturnType<typeof of>) => {
      const [one] = await codec.encode([plain], context);
      return one && keyIdIn(one);
    };
    expect(await keyOf(of('customer:shop:a%3Ab%40c'))).toBe('shop:a%3Ab%40c');
    for (const kind of ['job', 'task', 'fit', 'launch', 'deliver', 'iys']) {
      expect(await keyOf(of(`${kind}:shop:one:two`)), kind).toBe('shop');
    }
    expect(await keyOf(of('upkeep'))).toBeNull();
    expect(await keyOf()).toBeNull();
  });

  test('stays open while this is off, and what was closed before is opened', async () => {
    const { keys, made } = someKeys();
    const plain = defaultPayloadConverter.toPayload({ n: 1 });
    const [on, off] = [createPayloadCodec(keys, { isOn: true }), createPayloadCodec(keys, { isOn: false })];
    const closed = await on.encode([plain], SOMEBODY);
    expect(await off.encode([plain], SOMEBODY)).toEqual([plain]);
    const mixed = await off.decode([plain, ...closed]);
    expect(mixed.map((one) => defaultPayloadConverter.fromPayload(one))).toEqual([{ n: 1 }, { n: 1 }]);
    expect([...made.keys()]).toEqual(['shop:c-1']);
  });
});

describe('what comes back and cannot be read', () => {
  test('is refused wherever one bit of it was changed', () => {
    const id = givenPayloadKey('shop:c-1');
    const key = new Uint8Array(32).fill(7);
    const place = fc.tuple(payloads, fc.nat(), fc.integer({ min: 0, max: 7 }));
    fc.assert(
      fc.property(place, ([payload, at, bit]) => {
        const sealed = sealPayload(payload, id, key);
        const data = Uint8Array.from(sealed.data ?? []);
        const n = at % data.length;
        data[n] = (data[n] ?? 0) ^ (1 << bit);
        expect(() => openPayload({ ...sealed, data }, id, key)).toThrow();
      }),
    );
  });

  test('is refused by another key, under another owner, and cut short', () => {
    const id = givenPayloadKey('shop:c-1');
    const key = new Uint8Array(32).fill(7);
    fc.assert(
      fc.property(payloads, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(), (payload, other, length) => {
        fc.pre(other.some((byte) => byte !== 7));
        const sealed = sealPayload(payload, id, key);
        expect(() => openPayload(sealed, id, other)).toThrow();
        expect(() => openPayload(sealed, givenPayloadKey('shop:c-2'), key)).toThrow();
        const data = Uint8Array.from(sealed.data ?? []);
        expect(() => openPayload({ ...sealed, data: data.subarray(0, length % data.length) }, id, key)).toThrow();
      }),
    );
  });

  test('says why by a code, ends no workflow, and names nobody', async () => {
    const { keys } = someKeys();
    const closed = await createPayloadCodec(keys, { isOn: true }).encode([{ data: new Uint8Array(3) }], SOMEBODY);
    const reader = (state: Parameters<typeof someKeys>[0]) =>
      createPayloadCodec(someKeys(state).keys, { isOn: true }).decode(closed);
    expect(await codeOf(reader({}))).toBe('payload-key-unknown');
    expect(await codeOf(reader({ 'shop:c-1': 'erased' }))).toBe('payload-erased');
    expect(await codeOf(reader({ 'shop:c-1': 'locked' }))).toBe('payload-key-locked');
    const another = someKeys();
    await another.keys.of(givenPayloadKey('shop:c-1'));
    expect(await codeOf(createPayloadCodec(another.keys, { isOn: false }).decode(closed))).toBe('payload-changed');
    const failure = await reader({ 'shop:c-1': 'erased' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ nonRetryable: false, message: expect.not.stringContaining('c-1') });
  });

  test('a failure is always written down, for a worker that cannot would end: then without what it says', async () => {
    const failed = ApplicationFailure.create({
      message: 'plaintext-failure',
      details: ['plaintext-detail'],
      cause: new Error('plaintext-cause'),
    });
    const [payloadCodecs, awayCodecs] = [
      [createPayloadCodec(someKeys({ 'shop:c-1': 'erased' }).keys, { isOn: true })],
      [createPayloadCodec({ ...someKeys().keys, of: () => Promise.reject(new Error('away')) }, { isOn: true })],
    ];
    const failureConverterPath = FAILURES;
    for (const [codecs, why] of [
      [payloadCodecs, 'payload-erased'],
      [awayCodecs, 'did not give its key'],
    ] as const) {
      const converter = loadDataConverter({ payloadCodecs: [...codecs], failureConverterPath });
      const written = textOf(await encodeErrorToFailure(converter, failed, SOMEBODY));
      expect(written).not.toContain('plaintext');
      expect(written).toContain(why);
      await expect(encodeToPayload(converter, 'a result', SOMEBODY)).rejects.toThrow();
    }
    const converter = loadDataConverter({
      payloadCodecs: [createPayloadCodec(someKeys().keys, { isOn: true })],
      failureConverterPath,
    });
    const closed = await encodeErrorToFailure(converter, failed, SOMEBODY);
    expect(textOf(closed)).not.toContain('plaintext');
    const read = await decodeOptionalFailureToOptionalError(converter, closed);
    expect(read).toMatchObject({
      message: 'plaintext-failure',
      details: ['plaintext-detail'],
      cause: { message: 'plaintext-cause' },
    });
  });

  test('nothing is closed for somebody who is erased, or with a key that cannot be opened', async () => {
    const { keys, made } = someKeys({ 'shop:c-1': 'erased', shop: 'locked' });
    const codec = createPayloadCodec(keys, { isOn: true });
    const plain = defaultPayloadConverter.toPayload('x');
    expect(await codeOf(codec.encode([plain], SOMEBODY))).toBe('payload-erased');
    expect(await codeOf(codec.encode([plain], of('job:shop:j')))).toBe('payload-key-locked');
    expect(await codec.encode([], SOMEBODY)).toEqual([]);
    expect(made.size).toBe(0);
  });
});
