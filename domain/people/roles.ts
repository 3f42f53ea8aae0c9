/**
 * What a person of the team may do. A marketer defines, publishes and launches; an operator keeps it running and
 * publishes nothing; an admin may do all of it, and decides who is in the team.
 */
export const ROLES = ['marketer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who may make a call: whoever is signed in, the least role that has to be theirs, or nobody, since only keys may. */
export type RoleNeeded = Role | 'any' | 'none';

export function roleMay(held: Role, needed: RoleNeeded): boolean {
  switch (needed) {
    case 'none':
      return false;
    case 'any':
      return true;
    case 'marketer':
    case 'operator':
    case 'admin':
      return held === needed || held === 'admin';
  }
}
