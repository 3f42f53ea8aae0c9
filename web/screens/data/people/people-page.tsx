import { useMay } from '../../../session/session-context.tsx';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { Invitations } from './invitations.tsx';
import { Invite } from './invite.tsx';
import { Sessions } from './sessions.tsx';
import { Users } from './users.tsx';
import './people.css';

/** Who is in the team, who is invited, and which browsers are signed in. */
export function PeoplePage() {
  const words = useWords().people;
  const may = useMay('admin');
  return (
    <>
      <Card title={words.team} about={words.teamAbout}>
        {may ? <Users /> : <p className="soft">{words.mayNot}</p>}
      </Card>
      {may && (
        <Card title={words.invitations} about={words.invitationsAbout}>
          <div className="stack">
            <Invite />
            <Invitations />
          </div>
        </Card>
      )}
      <Card title={words.sessions} about={may ? words.sessionsOfAll : words.sessionsOwn}>
        <Sessions />
      </Card>
    </>
  );
}
