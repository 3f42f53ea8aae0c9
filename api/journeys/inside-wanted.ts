import type { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import type { InsideWanted } from '../../publishing/inside.ts';
import { invalidInput } from '../http/problem.ts';
import type { insideFields } from './inside.contract.ts';

type Asked = { readonly [Field in keyof typeof insideFields]?: z.output<(typeof insideFields)[Field]> | undefined };

/** What is wanted of those inside. @throws ApiProblem where a field belongs to another way of publishing, or is over */
export function insideWanted({ inside = 'pin', mapping = {}, until }: Asked, now: Instant): InsideWanted {
  if (inside !== 'migrate' && Object.keys(mapping).length > 0) {
    throw badField('mapping', 'only "migrate" takes people anywhere; leave it out, or send inside: "migrate"');
  }
  if (inside !== 'drain' && until !== undefined) {
    throw badField('until', 'only "drain" waits for those inside; leave it out, or send inside: "drain"');
  }
  if (until !== undefined && until <= now) throw badField('until', 'this time is over; send a later one');
  if (inside === 'migrate') return { inside, mapping };
  return inside === 'drain' ? { inside, until: until ?? null } : { inside };
}

function badField(path: string, message: string) {
  return invalidInput('body', [{ code: 'malformed', path, message }]);
}
