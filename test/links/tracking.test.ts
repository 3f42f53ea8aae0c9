import { describe, expect, test } from 'vitest';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { sealsOf } from '../../links/seal.ts';
import { clickedBy, openedBy, trackedHtml, trackedUrl } from '../../links/tracking.ts';

const seals = sealsOf('a secret of an installation');
const HERE = 'https://sojourn.example.com';
const of = { workspace: workspaceId.parse('shop'), customer: customerId.parse('c-17'), message: 'f'.repeat(40), at: 7 };
const both = (html: string) => trackedHtml(seals, HERE, html, of, { opens: true, clicks: true });
const tokens = (html: string, way: 'c' | 'o') =>
  [...html.matchAll(new RegExp(`${HERE}/${way}/([\\w-]+)`, 'g'))].map(([, token = '']) => token);

describe('links of a mail that is looked at', () => {
  test('lead where they led, and say which message they are in', () => {
    const html = both(
      `<p>A <a class="x" href="https://shop.example.com/?a=1&amp;b=2">shop</a> <a href='http://b.example'>b</a>`,
    );
    expect(html).toMatch(/<a class="x" href="https:\/\/sojourn\.example\.com\/c\/[\w-]+">shop<\/a>/);
    expect(tokens(html, 'c').map((token) => clickedBy(seals, token))).toEqual([
      { ...of, target: 'https://shop.example.com/?a=1&b=2' },
      { ...of, target: 'http://b.example' },
    ]);
    expect(html).not.toContain('shop.example.com');
  });

  test.each([
    `<a href="mailto:shop@example.com">x</a>`,
    `<a href="#top">x</a>`,
    `<a href="javascript:alert(1)">x</a>`,
    `<a href="${HERE}/u/token">x</a>`,
    `<a href="https://shop.example.com/${'x'.repeat(1_500)}">x</a>`,
    `<link href="https://shop.example.com/a.css">`,
  ])('stay as they are where they are none, our own, or too long: %#', (html) => {
    expect(tokens(both(html), 'c')).toEqual([]);
    expect(both(html)).toContain(html);
  });

  test('cannot be made by others', () => {
    const made = sealsOf('another').seal('click', JSON.stringify([1, 'shop', 'c-17', '', 7, 'https://evil.example']));
    expect(clickedBy(seals, made)).toBeUndefined();
    const [open = ''] = tokens(both(''), 'o');
    expect(clickedBy(seals, open)).toBeUndefined();
    const script = seals.seal('click', JSON.stringify([1, 'shop', 'c-17', '', 7, 'javascript:alert(1)']));
    expect(clickedBy(seals, script)).toBeUndefined();
  });
});

test('a picture stands at the end of the page, and says which message it is in', () => {
  const html = both('<html><body><p>Hello</p></BODY></html>');
  expect(html).toMatch(/<p>Hello<\/p><img [^>]*alt=""><\/BODY><\/html>$/);
  expect(tokens(html, 'o').map((token) => openedBy(seals, token))).toEqual([of]);
  expect(html).not.toMatch(/c-17|shop"/);
});

test('what is not looked at stays as it is', () => {
  const html = '<a href="https://shop.example.com">x</a>';
  expect(trackedHtml(seals, HERE, html, of, { opens: false, clicks: false })).toBe(html);
});

test('the page that a push opens is led over this service, but for our own and for what is too long', () => {
  const led = (url: string) => trackedUrl(seals, HERE, url, of);
  const [, token = ''] = led('https://shop.example.com/lamp').split('/c/');
  expect(clickedBy(seals, token)).toEqual({ ...of, target: 'https://shop.example.com/lamp' });
  for (const url of [`${HERE}/u/x`, `https://shop.example.com/${'a'.repeat(1_500)}`, 'javascript:alert(1)']) {
    expect(led(url)).toBe(url);
  }
});
