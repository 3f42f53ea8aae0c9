import { text, type Contract } from '../http/contract.ts';

export const getStreamContract = {
  method: 'get',
  path: '/v1/stream',
  summary: 'What happens, as it happens',
  description:
    'Server-sent events, until you close it. move: somebody moved, as GET /v1/moves tells it. clock: the test clock stands elsewhere. channel: one was set up, paused or resumed, with paused as GET /v1/channels tells it. subscription: one was made, paused or resumed; GET /v1/subscriptions says which. ' +
    'counts: figures have changed, told at most once a second. progress: a job is further. work: its state is here while customers are decided upon, worker-away or temporal-away while nothing is, ' +
    'which costs nothing that was accepted; it is told when it changes, and at first where it is not here. refresh: something may have been missed, so ask ' +
    'for everything again. With the header Last-Event-ID it goes on behind that message, or says refresh where it no longer can. A line ' +
    'without meaning comes every 20 seconds, so that nothing between closes the connection. It ends when the session or the key does.',
  scope: 'marketer',
  role: 'any',
  lasting: true,
  input: {},
  output: { 200: text('Events, one after another.', 'text/event-stream') },
} as const satisfies Contract;
