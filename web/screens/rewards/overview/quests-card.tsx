import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import type { Programme } from '../programme.ts';
import { useRewardTexts } from '../texts.ts';
import { useRewardWords } from '../words.ts';

/** The quests in force: what is to do, until when, and for what. */
export function QuestsCard({ programme }: { readonly programme: Programme }) {
  const words = useRewardWords().quests;
  const texts = useRewardTexts(programme);
  const { quests = [] } = programme;
  return (
    <Card title={words.title} className="wide">
      {quests.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <ListTable
          label={words.title}
          columns={[words.quest, words.todo, words.until, words.gives]}
          className="quest-table"
        >
          {quests.map((quest) => (
            <tr key={quest.id}>
              <td>
                <strong>{quest.name}</strong>
                <br />
                <span className="small soft">{quest.id}</span>
              </td>
              <td>
                {quest.steps.map((step) => (
                  <div key={step.id}>{texts.step(step)}</div>
                ))}
              </td>
              <td>{texts.deadline(quest.deadline)}</td>
              <td>{quest.rewards?.map(texts.given).join(', ') || words.nothing}</td>
            </tr>
          ))}
        </ListTable>
      )}
    </Card>
  );
}
