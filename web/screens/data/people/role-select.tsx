import type { Role } from '../../../session/session-context.tsx';
import { useWords } from '../../../words/words.tsx';

const ROLES = ['marketer', 'operator', 'admin'] as const satisfies readonly Role[];

interface RoleSelectProps {
  /** Read out; left out where a label stands around it. */
  readonly label?: string;
  readonly role: Role;
  readonly disabled?: boolean;
  readonly choose: (role: Role) => void;
}

export function RoleSelect({ label, role, disabled = false, choose }: RoleSelectProps) {
  const words = useWords().session.roles;
  return (
    <select
      aria-label={label}
      value={role}
      disabled={disabled}
      onChange={({ target }) => choose(ROLES.find((each) => each === target.value) ?? role)}
    >
      {ROLES.map((each) => (
        <option key={each} value={each}>
          {words[each]}
        </option>
      ))}
    </select>
  );
}
