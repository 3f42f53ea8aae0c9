import { describe, expect, test } from 'vitest';
import { checkTemplate, renderTemplate } from '../../channels/render.ts';
import { templateVariables } from '../../channels/template-variables.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { LOYAL } from '../../domain/rfm/seven.ts';

const variables = templateVariables(
  customerId.parse('c-<b>17'),
  {
    segment: LOYAL.id,
    previousSegment: null,
    score: 'R5F4M3',
    orders: 7,
    revenue: 123_45,
    daysSinceLast: 12,
  },
  'mailto:shop@example.com?subject=unsubscribe',
);

const render = (body: string, subject = 'Hello') => renderTemplate({ subject, body }, variables);

describe('a template', () => {
  test('sees the customer as of the decision', async () => {
    expect(
      await render('<p>{{ orders }} orders, {{ segment }}</p>', '{{ score }}: {{ days_since_last }} days'),
    ).toEqual({
      ok: true,
      subject: 'R5F4M3: 12 days',
      html: '<p>7 orders, loyal</p>',
    });
  });

  test('shows nothing for what is not known yet', async () => {
    expect(await render('[{{ previous_segment }}]')).toMatchObject({ html: '[]' });
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
    expect(await render('{{ firstname }}')).toEqual({ ok: false, problem: expect.stringContaining('firstname') });
  });

  test('may give an unknown variable a default', async () => {
    expect(await render('{{ firstname | default: "you" }}')).toMatchObject({ html: 'you' });
  });

  test.each(['include', 'render', 'layout', 'block', 'tablerow'])('has no tag %s', async (tag) => {
    expect(await render(`{% ${tag} "x" %}`)).toEqual({ ok: false, problem: expect.stringContaining(tag) });
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
    expect(await render(body)).toEqual({ ok: false, problem: expect.any(String) });
    expect(await render('after')).toMatchObject({ html: 'after' });
  });

  test('in the subject, where nothing is escaped, is refused too', async () => {
    expect(await render('x', doubling(26))).toEqual({ ok: false, problem: expect.any(String) });
    expect(await render('x', doubling(40))).toEqual({ ok: false, problem: expect.any(String) });
    expect(await render('after')).toMatchObject({ html: 'after' });
  });

  test('sees nothing of this process', async () => {
    expect(await render('{{ process }}{{ env }}')).toEqual({ ok: false, problem: expect.any(String) });
  });
});

test('many at once are all rendered', async () => {
  const all = await Promise.all(Array.from({ length: 200 }, (_, index) => render(`${index}`)));
  expect(all.map((rendered) => (rendered.ok ? rendered.html : rendered.problem))).toEqual(
    Array.from({ length: 200 }, (_, index) => `${index}`),
  );
});

describe('before it is published, a template', () => {
  test.each([
    ['Hello {{ customer }}, {% if orders > 3 %}thank you{% endif %}', undefined],
    ['{% for i in (1..3) %}{{ i }}{% endfor %}', undefined],
    ['Hello {{ customer', expect.stringContaining('not closed')],
    ['{{ customer | shout }}', expect.stringContaining('shout')],
    ['{% include "secrets" %}', expect.stringContaining('include')],
    ['{{ firstname }}', expect.stringMatching(/unknown variable: firstname; there are customer, segment/)],
  ])('%s is looked over', async (text, problem) => {
    expect(await checkTemplate(text)).toEqual(problem);
  });
});
