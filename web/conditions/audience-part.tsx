import { useWords } from '../words/words.tsx';
import type { Choices } from './use-choices.ts';

interface AudiencePartProps {
  readonly id: string;
  readonly negated: boolean;
  readonly choices: Choices;
  readonly isWrong: boolean;
  readonly change: (id: string, negated: boolean) => void;
}

/** Whether they are in an audience, and in which. */
export function AudiencePart({ id, negated, choices, isWrong, change }: AudiencePartProps) {
  const words = useWords().conditions.audience;
  const isGone = !choices.audiences.some((each) => each.id === id);
  return (
    <>
      <select
        aria-label={words.whether}
        value={negated ? 'no' : 'yes'}
        onChange={({ target }) => change(id, target.value === 'no')}
      >
        <option value="yes">{words.yes}</option>
        <option value="no">{words.no}</option>
      </select>
      <select
        aria-label={words.which}
        aria-invalid={isWrong}
        value={id}
        onChange={({ target }) => change(target.value, negated)}
      >
        {isGone && <option value={id}>{id}</option>}
        {choices.audiences.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </>
  );
}
