import { expect, test } from 'vitest';
import { AUDITED_KINDS } from '../../domain/people/audit.ts';
import { KINDS } from '../../web/screens/data/audit/filter.ts';

// The pages take types only from elsewhere, so they keep a list of their own.
test('the log can be asked for every kind of thing that may stand in it', () => {
  expect(KINDS).toEqual(AUDITED_KINDS);
});
