import { afterAll, beforeAll, expect, test } from 'vitest';
import { livesIn } from './lives.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
});
afterAll(() => edge.close());

const read = (body: unknown) => edge.call('post', '/v1/journeys/not-saved-yet/preview-message', { body });

test('a message is read by somebody of whom nothing is known', async () => {
  const words = {
    subject: 'Dear {{ customer }}',
    body: '<p>{{ orders }} orders{% if segment %}, known{% endif %}</p>',
  };
  const { body, status } = await read(words);
  expect(status).toBe(200);
  expect(body).toEqual({ customer: 'somebody', subject: 'Dear somebody', html: '<p>0 orders</p>', text: '0 orders' });
});

test('a template that cannot be rendered says why', async () => {
  const { body, status } = await read({ subject: 'Hello', body: '{% if segment %}open' });
  expect(status).toBe(200);
  expect(body).toEqual({
    customer: 'somebody',
    problem: expect.stringContaining('if'),
    fault: { code: 'syntax', part: 'body', about: expect.stringContaining('if') },
  });
});

test('nobody reads it whom nobody knows', async () => {
  const { body, status } = await read({ subject: 'Hello', body: 'x', customer: 'never-seen' });
  expect(status).toBe(404);
  expect(body).toMatchObject({ code: 'not-found', detail: expect.stringContaining('"never-seen"') });
});

test('a customer reads it as they are now', async () => {
  await livesIn(edge).bought('c-1', [9]);
  const words = {
    subject: '{{ days_since_last }} days',
    body: '<p>{{ customer }}: {{ orders }}, {{ segment }}</p>',
    customer: 'c-1',
  };
  const { body } = await read(words);
  expect(body).toMatchObject({ customer: 'c-1', subject: '9 days', html: expect.stringContaining('<p>c-1: 1, ') });
});
