/**
 * A list as schemas of a union want it.
 * @throws Error where it is empty
 */
export function nonEmpty<Member>([first, ...others]: readonly Member[]): [Member, ...Member[]] {
  if (first === undefined) throw new Error('a union needs at least one member');
  return [first, ...others];
}
