import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMails } from '../../channels/check-mails.ts';
import { renderTemplate, type Template } from '../../channels/render.ts';
import { TEMPLATE_VARIABLES, templateVariables } from '../../channels/template-variables.ts';
import { DEFAULT_JOURNEYS } from '../../domain/defaults/journeys.ts';
import { wordingsOf } from '../../domain/journey/steps/send-step.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { PRESETS } from '../../domain/scoring/presets/index.ts';
import { templateContext } from '../../domain/words/template-context.ts';
import { templateExamples } from '../../domain/words/template-examples.ts';
import { aCustomer, aJourney, aPlaybook } from '../builders.ts';

const shop = workspaceId.parse('shop');
const UNSUBSCRIBE = 'mailto:shop@example.com?subject=unsubscribe';
const examples = templateExamples(aPlaybook());

async function faults(mail: Partial<Template>): Promise<readonly string[]> {
  const whole = { subject: 'Hello', body: '<p>Hello</p>', ...mail };
  const [found = []] = await checkMails(shop, [whole], examples, UNSUBSCRIBE);
  return found.map(({ part, message }) => `${part}: ${message}`);
}

describe('before it is published, a mail', () => {
  test.each([
    'Hello {{ customer }}, {% if orders > 3 %}thank you{% endif %}',
    '{% for i in (1..3) %}{{ i }}{% endfor %}',
    '{{ previous_segment | default: "new" | upcase }}{{ score | slice: 0, 2 }}{{ customer.size }}',
    '{% assign ten = revenue | divided_by: 100 %}{{ ten }} {{ days_since_last }}',
    '{% if attributes.plan %}{{ attributes.plan | upcase }}{% endif %}{{ attributes.renewal_date | date: "%d" }}',
    '{% for rec in recs %}<a href="{{ rec.url }}">{{ rec.name }}</a> {{ rec.price_text }} {{ rec.reason }}{% endfor %}',
    '{% if recs.size > 0 %}{{ recs[0].name }}, {{ recs.first.because }}{% endif %}',
    '{% case segment %}{% when "champions" %}A{% else %}B{% endcase %}<a href="{{ unsubscribe_url }}">No more</a>',
  ])('may say %s', async (body) => {
    expect(await faults({ body })).toEqual([]);
  });

  test.each([
    ['{{ customer.first_name }}', /customer\.first_name does not exist.*write \{\{ customer \}\}/],
    ['{% if orders > 900 %}{{ customer.first_name }}{% endif %}', /customer\.first_name does not exist/],
    ['{% for item in customer.orders %}{{ item }}{% endfor %}', /customer\.orders does not exist/],
    ['{{ customer[orders] }}', /customer\.orders does not exist/],
    ['{% assign c = customer %}{{ c.first_name }}', /undefined variable: c\.first_name/],
    ['{{ firstname }}', /unknown variable: firstname; there are customer, segment/],
    ['{{ attributes }}', /attributes is not one attribute; name it in full/],
    ['{{ attributes.renewal.date }}', /attributes\.renewal\.date is not one attribute; name it in full/],
    ['{% assign which = "plan" %}{{ attributes[which] }}', /is not one attribute/],
    ['{% for one in attributes %}{{ one }}{% endfor %}', /is not one attribute/],
    ['{{ attributes.Plan }}', /attributes\["Plan"\] can never be known: the name of an attribute is/],
    ['{% if attributes.plan %}{{ attributes.plan | shout }}{% endif %}', /shout/],
    [
      '{% for rec in recs %}{{ rec.titel }}{% endfor %}',
      /rec\.titel.*cannot be written to somebody who is recommended 10/,
    ],
    ['{{ recs[0].name }}', /cannot be written to somebody/],
    ['Hello {{ customer', /not closed/],
    ['{{ customer | shout }}', /shout/],
    ['{% include "secrets" %}', /include/],
  ])('may not say %s, and is told why', async (body, why) => {
    expect(await faults({ body })).toEqual([expect.stringMatching(why)]);
    expect(await faults({ subject: body, text: body })).toEqual([
      expect.stringMatching(new RegExp(`^subject: .*${why.source}`)),
      expect.stringMatching(new RegExp(`^text: .*${why.source}`)),
    ]);
  });

  test('may name every part of what has parts', async () => {
    const context = { ...templateContext(aCustomer(), aPlaybook()) };
    const known = templateVariables({ customer: customerId.parse('c-1'), context, unsubscribeUrl: UNSUBSCRIBE });
    const parts = Object.entries(known).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? Object.keys(value).map((part) => `${name}.${part}`) : [],
    );
    expect(parts).toEqual(expect.arrayContaining(['points.active', 'tier.lost_on', 'quest.deadline']));
    expect(await faults({ body: parts.map((part) => `{{ ${part} }}`).join(' ') })).toEqual([]);
    expect(await faults({ body: '{{ quest.reward }}' })).toEqual([
      expect.stringMatching(/quest\.reward does not exist; there are quest\.id/),
    ]);
  });

  test('that cannot be written to some is told for whom', async () => {
    const [found] = await faults({ body: '{% assign s = segment %}{% if s == "lost" %}{{ s.name }}{% endif %}' });
    expect(found).toMatch(/cannot be written to somebody in lost, somebody in lost who was in champions; mend it/);
  });

  test('that fails only where nothing is known of somebody is told so', async () => {
    const body = '{% assign s = segment %}{% unless s %}{{ nothing | default: s.name.x | upcase }}{% endunless %}';
    expect(await faults({ body })).toEqual([expect.stringContaining('unknown variable: nothing')]);
    const loop = '{% assign p = score %}{% if p == nil %}{% assign q = "a" %}{{ q.b }}{% endif %}';
    expect(await faults({ body: loop })).toEqual([expect.stringContaining('somebody of whom nothing is known')]);
  });

  test('that grows with the customer is tried on one who is as large as they get', async () => {
    const body = '{% for i in (1..orders) %}{{ i }}{% endfor %}';
    expect(await faults({ body })).toEqual([expect.stringContaining('cannot be written to somebody')]);
    const subject = '{{ customer }}{{ customer }}{{ customer }}{{ customer }}';
    expect(await faults({ subject })).toEqual([expect.stringContaining('longer than 500 characters')]);
  });

  test('that takes long is refused before it takes long for every kind of customer', async () => {
    const slow = '{% for i in (1..300) %}{% for j in (1..1000) %}xxxxxxxxxx{% endfor %}{% endfor %}';
    const found = await checkMails(
      shop,
      Array.from({ length: 40 }, () => ({ subject: 'S', body: slow })),
      examples,
      UNSUBSCRIBE,
    );
    expect(found.every((mail) => mail.length > 0)).toBe(true);
  });
});

test.each(PRESETS.map((preset) => [preset.id, preset] as const))(
  'the mails of the default journeys can be sent under the model %s',
  async (_id, preset) => {
    const steps = DEFAULT_JOURNEYS.flatMap((input) => aJourney(input).steps);
    const mails = steps.flatMap((step) =>
      step.type === 'send' ? wordingsOf(step).flatMap((one) => ('subject' in one ? [one] : [])) : [],
    );
    expect(mails.length).toBeGreaterThan(5);
    const playbook = aPlaybook();
    const { segments } = preset.draft;
    const found = await checkMails(
      shop,
      mails,
      templateExamples({ ...playbook, scoring: { ...playbook.scoring, segments } }),
      UNSUBSCRIBE,
    );
    expect(found.flat()).toEqual([]);
  },
);

/** Templates as people write them, sound or not: values, parts of values, branches, filters. */
const name = fc.constantFrom(...TEMPLATE_VARIABLES, 'first_name', 'customer.first_name', 'segment.size', 'orders.x');
const filter = fc.constantFrom(
  '',
  ' | upcase',
  ' | plus: 1',
  ' | default: "x"',
  ' | divided_by: 0',
  ' | split: "" | join',
);
const output = fc.tuple(name, filter).map(([variable, with_]) => `{{ ${variable}${with_} }}`);
const guard = fc.constantFrom('segment == "lost"', 'orders > 5', 'previous_segment', 'score', 'days_since_last < 10');
const branch = fc.tuple(guard, output).map(([when, inner]) => `{% if ${when} %}${inner}{% endif %}`);
const template = fc.array(fc.oneof(output, branch), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
const someContext = fc.record({
  segment: fc.constantFrom(null, ...aPlaybook().scoring.segments.segments.map(({ id }) => id)),
  previousSegment: fc.constantFrom(null, ...aPlaybook().scoring.segments.segments.map(({ id }) => id)),
  score: fc.constantFrom(null, 'R5F4M3', 'R1F1M-'),
  orders: fc.nat(100_000),
  revenue: fc.nat(1_000_000_000),
  daysSinceLast: fc.option(fc.nat(20_000)),
});

test('what passes here can be sent to anybody', async () => {
  await fc.assert(
    fc.asyncProperty(template, someContext, async (body, context) => {
      if ((await faults({ body })).length > 0) return;
      const customer = customerId.parse('c-9');
      const rendered = await renderTemplate(shop, { subject: 'S', body }, { customer, context, unsubscribeUrl: 'x' });
      expect(rendered).toMatchObject({ ok: true });
    }),
    { numRuns: 150 },
  );
});
