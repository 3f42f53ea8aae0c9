import { expect, test } from 'vitest';
import { DEFAULT_JOURNEYS } from '../../domain/defaults/journeys.ts';
import { asRead } from '../../web/screens/journeys/tree/as-read.ts';

test.each([
  ['Hello {{ customer }}', 'Hello {{ customer }}'],
  ['{% assign a = 1 %}{% if a == 1 %}Merhaba{% else %}Hello{% endif %}', 'Hello'],
  ['{% case segment %}{% when "champions" %}A{% else %}B{% endcase %} there', 'B there'],
  ['{%- if a -%}{% if b %}deep{% else %}low{% endif %}{%- else -%}out{%- endif -%}', 'out'],
  ['{% unless a %}one{% endunless %}{% for x in y %}, {{ x }}{% endfor %}', 'one, {{ x }}'],
  ['{% if never closed', '{% if never closed'],
  ['{% if a %}no end', 'no end'],
])('%s reads as %s', (source, read) => expect(asRead(source)).toBe(read));

test('what the default journeys say is read without a tag', () => {
  const sends = DEFAULT_JOURNEYS.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'send' ? [step] : [])));
  const said = sends.flatMap((step) => [step, ...(step.channels ?? [])]);
  const texts = said.flatMap(({ subject, title, text }) => [subject, title, text]).filter((text) => text !== undefined);
  expect(texts.length).toBeGreaterThan(5);
  for (const text of texts) expect(asRead(text)).not.toMatch(/\{%|%\}/);
});
