import { describe, expect, test } from 'vitest';
import { renderTemplate } from '../../channels/render.ts';
import type { Reader } from '../../channels/template-variables.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { LOYAL } from '../../domain/scoring/presets/seven-segments.ts';

const shop = workspaceId.parse('shop');
const reader: Reader = {
  customer: customerId.parse('c-<b>17'),
  context: {
    segment: LOYAL.id,
    previousSegment: null,
    score: 'R5F4M3',
    orders: 7,
    revenue: 123_45,
    daysSinceLast: 12,
  },
  unsubscribeUrl: 'mailto:shop@example.com?subject=unsubscribe',
};

const render = (body: string, subject = 'Hello') => renderTemplate(shop, { subject, body }, reader);
const REFUSED = { ok: false, problem: expect.any(String), fault: expect.any(Object), slow: expect.any(Boolean) };

describe('a template', () => {
  test('sees the customer as of the decision', async () => {
    expect(
      await render('<p>{{ orders }} orders, {{ segment }}</p>', '{{ score }}: {{ days_since_last }} days'),
    ).toEqual({
      ok: true,
      subject: 'R5F4M3: 12 days',
      html: '<p>7 orders, loyal</p>',
      text: '7 orders, loyal',
    });
  });

  test('shows nothing for what is not known yet', async () => {
    expect(await render('[{{ previous_segment }}]')).toMatchObject({ html: '[]' });
  });

  test('names what came with the enrolment, and shows nothing for what did not', async () => {
    const known = { ...reader, context: { ...reader.context, entry: { order: '<7>', seats: 3 } } };
    const body = '{{ entry.order }} {{ entry.seats }} [{{ entry.nothing }}]';
    expect(await renderTemplate(shop, { subject: '{{ entry.order }}', body }, known)).toMatchObject({
      ok: true,
      subject: '<7>',
      html: '&lt;7&gt; 3 []',
    });
    expect(await renderTemplate(shop, { subject: 'S', body }, reader)).toMatchObject({ html: '  []' });
  });

  test('names attributes, and shows nothing for those that a customer has not', async () => {
    const attributes = { plan: '<gold>', renewal_date: '2027-03-01' };
    const body = '{{ attributes.plan }} {{ attributes.renewal_date | date: "%d.%m." }} [{{ attributes.trial }}]';
    const asked = '{% if attributes.trial %}trial{% else %}none{% endif %}';
    const known = { ...reader, context: { ...reader.context, attributes } };
    const template = { subject: asked, body };
    expect(await renderTemplate(shop, template, known)).toMatchObject({
      subject: 'none',
      html: '&lt;gold&gt; 01.03. []',
    });
    expect(await renderTemplate(shop, template, reader)).toMatchObject({ html: '  []' });
  });

  test('escapes in the body, and not in the subject, which is plain text', async () => {
    expect(await render('{{ customer }}', '{{ customer }}')).toMatchObject({
      html: 'c-&lt;b&gt;17',
      subject: 'c-<b>17',
    });
  });

  test('has a subject of one line, so that it adds no header', async () => {
    expect(await render('x', 'One\r\nBcc: two\u2028{{ "three" }}')).toMatchObject({ subject: 'One Bcc: two three' });
  });

  test('that names an unknown variable says so', async () => {
    expect(await render('{{ firstname }}')).toMatchObject({ ok: false, problem: expect.stringContaining('firstname') });
  });

  test.each([
    ['{{ firstname }}', { code: 'unknown-variable', about: 'firstname', part: 'body' }],
    ['{{ orders | upper }}', { code: 'unknown-filter', about: 'upper', part: 'body' }],
    ['{% if orders %}', { code: 'syntax', about: expect.stringContaining('not closed'), part: 'body' }],
    ['a'.repeat(64_001), { code: 'too-long', part: 'body' }],
    [doubling(26), { code: 'too-much-memory', part: 'body' }],
  ])('that is at fault says so by a name, too: %#', async (body, fault) => {
    expect(await render(body)).toMatchObject({ ok: false, fault });
  });

  test('may give an unknown variable a default', async () => {
    expect(await render('{{ firstname | default: "you" }}')).toMatchObject({ html: 'you' });
  });

  test.each(['include', 'render', 'layout', 'block', 'tablerow'])('has no tag %s', async (tag) => {
    expect(await render(`{% ${tag} "x" %}`)).toMatchObject({ ok: false, problem: expect.stringContaining(tag) });
  });
});

/** One filter, within all of the library's own limits, for seconds. */
const SLOW =
  `{% assign s = "${'a'.repeat(15_000)}" | split: "" %}` +
  `{% assign s = s | where_exp: "i", "s contains 'b'" %}{{ s | size }}`;

const doubling = (times: number) =>
  `{% assign a = "aaaaaaaaaaaaaaaa" %}${'{% capture a %}{{ a }}{{ a }}{% endcapture %}'.repeat(times)}{{ a }}`;

describe('a hostile template', () => {
  test.each([
    ['a loop that never ends', '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}'],
    ['doubling by capture', doubling(26)],
    ['output without end', '{% for i in (1..300) %}{% for j in (1..1000) %}xxxxxxxxxx{% endfor %}{% endfor %}'],
    ['the constructor', '{{ customer.constructor.constructor }}'],
    ['a prototype', '{{ customer.__proto__ }}'],
    ['a filter of the prototype', '{{ customer | constructor }}'],
    ['doubling by capture, raw', doubling(26).replaceAll('{{ a }}', '{{ a | raw }}')],
    ['one filter that takes seconds', SLOW],
    ['a long range', '{% assign a = (1..1000000000) | join: "," %}{{ a }}'],
  ])('with %s is refused', async (_what, body) => {
    expect(await render(body)).toEqual(REFUSED);
    expect(await render('after')).toMatchObject({ html: 'after' });
  });

  test('in the subject, where nothing is escaped, is refused too', async () => {
    expect(await render('x', doubling(26))).toEqual(REFUSED);
    expect(await render('x', doubling(40))).toEqual(REFUSED);
    expect(await render('after')).toMatchObject({ html: 'after' });
  });

  test('sees nothing of this process', async () => {
    expect(await render('{{ process }}{{ env }}')).toEqual(REFUSED);
  });
});

test('many at once are all rendered', async () => {
  const all = await Promise.all(Array.from({ length: 200 }, (_, index) => render(`${index}`)));
  expect(all.map((rendered) => (rendered.ok ? rendered.html : rendered.problem))).toEqual(
    Array.from({ length: 200 }, (_, index) => `${index}`),
  );
});

describe('the plain text of a mail', () => {
  const textOf = async (body: string, text?: string) => {
    const rendered = await renderTemplate(shop, { subject: 'S', body, text }, reader);
    return rendered.ok ? rendered.text : rendered.problem;
  };

  test('is made of the words of the body, with the addresses of its links', async () => {
    const body = `<h1>Welcome</h1><p>You have {{ orders }} orders.</p><ul><li>One</li><li>Two &amp; three</li></ul>
<p><img src="https://example.com/pixel.png"><a href="{{ unsubscribe_url }}">Unsubscribe</a></p><style>p{}</style>`;
    expect(await textOf(body)).toBe(
      'Welcome\n\nYou have 7 orders.\n\n * One\n * Two & three\n\nUnsubscribe [shop@example.com?subject=unsubscribe]',
    );
  });

  test('is what the template says where it says one, and escapes nothing', async () => {
    expect(await textOf('<p>Hello</p>', 'Dear {{ customer }},\nhello & welcome')).toBe(
      'Dear c-<b>17,\nhello & welcome',
    );
  });

  test('of a body that is too deep to read is a fault, and the next mail is rendered', async () => {
    expect(await textOf('<div>'.repeat(4_000))).toEqual(expect.any(String));
    expect(await render('after')).toMatchObject({ html: 'after', text: 'after' });
  });
});
