import { expect, test } from 'vitest';
import { roleMay, ROLES, type RoleNeeded } from '../../../domain/people/roles.ts';

test.each<readonly [RoleNeeded, readonly string[]]>([
  ['none', []],
  ['any', ['marketer', 'operator', 'admin']],
  ['marketer', ['marketer', 'admin']],
  ['operator', ['operator', 'admin']],
  ['admin', ['admin']],
])('what needs %s may be done by %j', (needed, may) => {
  expect(ROLES.filter((role) => roleMay(role, needed))).toEqual(may);
});
