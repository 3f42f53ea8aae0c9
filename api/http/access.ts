import { ROLES, roleMay, type Role, type RoleNeeded } from '../../domain/people/roles.ts';
import { SCOPES, type Scope } from '../../domain/scopes.ts';
import type { Who } from './caller.ts';
import type { Contract } from './contract.ts';
import { ApiProblem } from './problem.ts';

/** A call that somebody has to be known for. */
export type Guarded = Extract<Contract, { readonly role: RoleNeeded }>;

export function isForAll(contract: Contract): contract is Exclude<Contract, Guarded> {
  return contract.scope === 'public' || contract.scope === 'link' || contract.scope === 'signed';
}

/** Whether one of these scopes includes another. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));
}

/** @throws ApiProblem 403, which names the scope or the role that is needed */
export function checkMayCall(who: Who, { scope, role }: Pick<Guarded, 'scope' | 'role'>): void {
  if (who.kind === 'user') {
    if (!roleMay(who.role, role)) throw roleMissing(role, who.role);
  } else if (!allows(who.scopes, scope)) {
    throw scopeMissing(scope);
  }
}

/** The roles whose calls somebody may make: pages show by them what can be done. A key reaches as far as its scopes. */
export function rolesOf(who: Who): readonly Role[] {
  if (who.kind === 'user') return ROLES.filter((role) => roleMay(who.role, role));
  return ROLES.filter((role) => allows(who.scopes, role));
}

/** Whether they decide who is in the team. */
export function isAdmin(who: Who): boolean {
  return rolesOf(who).includes('admin');
}

function scopeMissing(scope: Scope): ApiProblem {
  const which =
    scope === 'installation' ? ': the first key, which is ADMIN_KEY or was shown once at the first start' : '';
  return new ApiProblem('forbidden', `This call needs a key with the scope "${scope}"${which}.`, {
    problems: [{ code: 'scope', path: '', message: scope }],
  });
}

function roleMissing(needed: RoleNeeded, held: Role): ApiProblem {
  const detail =
    needed === 'none'
      ? 'Only a program may make this call, with a key of its own; no role includes it.'
      : `This needs the role "${needed}", and yours is "${held}". An admin of the workspace can change it, under Data, People.`;
  return new ApiProblem('forbidden', detail, { problems: [{ code: 'role', path: '', message: needed }] });
}
