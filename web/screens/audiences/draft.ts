import type { Condition } from '../../conditions/condition.ts';
import { inOrder } from '../../format/in-order.ts';

/** An audience as it is worked on. */
export interface AudienceDraft {
  readonly name: string;
  readonly description: string;
  readonly condition: Condition;
}

export const NEW_AUDIENCE: AudienceDraft = {
  name: '',
  description: '',
  condition: { all: [{ did: 'purchase', times: 2, within: '90d' }] },
};

/** As the API takes it: what nobody wrote is left out. */
export function bodyOf({ name, description, condition }: AudienceDraft): object {
  return { name, ...(description === '' ? {} : { description }), condition };
}

/** Whether two say the same, whatever the order of what they are made of. */
export function isSame(one: AudienceDraft, other: AudienceDraft): boolean {
  return inOrder(bodyOf(one)) === inOrder(bodyOf(other));
}

const LONGEST_ID = 40;

/** An id out of a name, such as `loyal-readers` out of "Loyal readers!"; letters lose their marks. */
export function idOf(name: string): string {
  const plain = name
    .replaceAll('ı', 'i')
    .replaceAll('İ', 'i')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const cut = plain.replaceAll(/^-+/g, '').slice(0, LONGEST_ID);
  return cut.replaceAll(/-+$/g, '');
}
