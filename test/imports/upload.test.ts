import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openUpload, UploadTooLarge } from '../../imports/upload.ts';

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe('an upload', () => {
  test('shows its first line before the rest has arrived, and then passes on every byte', async () => {
    const body = new PassThrough();
    body.write('id,cust');
    body.write('omer\n1,2');
    const upload = await openUpload(body);
    expect(upload.head).toContain('id,customer\n');
    body.end('\n3,4');
    expect(await drain(upload.chunks)).toBe('id,customer\n1,2\n3,4');
    expect([upload.lines(), upload.bytes()]).toEqual([3, 19]);
  });

  test('that is too large fails while it streams', async () => {
    const upload = await openUpload(Readable.from([Buffer.from('head\n'), Buffer.alloc(10), Buffer.alloc(10)]), 20);
    await expect(drain(upload.chunks)).rejects.toThrow(UploadTooLarge);
  });

  test('without any line break is looked at no further than a row may be long', async () => {
    const endless = new Readable({ read: () => void endless.push(Buffer.alloc(1 << 14, 'x')) });
    const upload = await openUpload(endless);
    expect(upload.head.length).toBeLessThan(1 << 20);
    endless.destroy();
  });

  test('that is refused leaves its sender alive, and the rest of it is thrown away', async () => {
    const body = new PassThrough();
    body.write('head\nrow\n');
    const upload = await openUpload(body);
    await upload.discard();
    expect(body.destroyed).toBe(false);
    body.end('more');
    await new Promise((resolve) => body.once('end', resolve));
    expect(body.readableLength).toBe(0);
  });

  test('of nothing is empty', async () => {
    const upload = await openUpload(Readable.from([]));
    expect([upload.head, await drain(upload.chunks), upload.lines()]).toEqual(['', '', 0]);
  });
});
