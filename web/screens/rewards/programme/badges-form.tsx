import { TextField } from '../../journeys/build/fields/fields.tsx';
import { slugOf } from '../../journeys/slug.ts';
import { withAt, withoutAt, type Badge } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { Removable, type PublishedProps } from './part.tsx';

/** What customers can earn to show. */
export function BadgesForm({ draft, change, published }: PublishedProps) {
  const words = useRewardWords().programme;
  const { badges = [] } = draft;
  const fixed = published?.badges?.map(({ id }) => id) ?? [];
  const set = (next: Badge[]) => change({ ...draft, badges: next });
  const add = () => set([...badges, { id: slugOf('badge', new Set(badges.map(({ id }) => id))), name: '' }]);
  return (
    <fieldset>
      <legend>{words.badges.title}</legend>
      <div className="stack">
        {badges.length === 0 && <p className="soft">{words.badges.none}</p>}
        {badges.map((badge, place) => {
          const isFixed = fixed.includes(badge.id);
          return (
            <Removable
              key={place}
              name={badge.name || badge.id}
              remove={isFixed ? undefined : () => set(withoutAt(badges, place))}
            >
              <BadgeFields
                badge={badge}
                at={`badges[${place}]`}
                isFixed={isFixed}
                change={(next) => set(withAt(badges, place, next))}
              />
            </Removable>
          );
        })}
        <button className="button small" type="button" onClick={add}>
          {words.add.badge}
        </button>
      </div>
    </fieldset>
  );
}

interface BadgeProps {
  readonly badge: Badge;
  readonly at: string;
  /** It was published: its id stays. */
  readonly isFixed: boolean;
  readonly change: (badge: Badge) => void;
}

function BadgeFields({ badge, at, isFixed, change }: BadgeProps) {
  const words = useRewardWords().programme;
  return (
    <div className="form-grid">
      <TextField
        label={words.name}
        at={`${at}.name`}
        value={badge.name}
        change={(name) => change({ ...badge, name })}
      />
      <TextField
        label={words.text}
        at={`${at}.text`}
        value={badge.text ?? ''}
        change={(text) => change({ ...badge, text })}
      />
      {isFixed ? (
        <p className="small soft">
          <code>{badge.id}</code> {words.badges.fixed}
        </p>
      ) : (
        <TextField label={words.id} at={`${at}.id`} value={badge.id} change={(id) => change({ ...badge, id })} />
      )}
    </div>
  );
}
