import { useQuery } from '@tanstack/react-query';
import type { postAudiencePreviewContract } from '../../../api/audiences/post-audience-preview.contract.ts';
import { call } from '../../api/call.ts';
import type { Condition } from '../../conditions/condition.ts';
import { useConditionText } from '../../conditions/use-condition-text.ts';
import { useFormat } from '../../format/use-format.ts';
import { Failure } from '../../ui/failure.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { useWords } from '../../words/words.tsx';

interface MeaningProps {
  /** Empty as long as a new audience has none. */
  readonly id: string;
  readonly condition: Condition;
  /** Whether it can be counted at all. */
  readonly isSound: boolean;
}

/** A condition in words, and for about how many it holds. */
export function Meaning(props: MeaningProps) {
  const { inWords } = useWords().audiences;
  const say = useConditionText();
  return (
    <>
      <p className="small soft">
        {inWords}: {say(props.condition)}
      </p>
      {props.isSound && <Count {...props} />}
    </>
  );
}

/** Asked anew when nobody has typed for a moment. */
function Count({ id, condition }: MeaningProps) {
  const words = useWords().audiences.form;
  const format = useFormat();
  // A count depends on no name, and the call wants one.
  const body = useSettled({ name: 'preview', condition });
  const params = { id: id === '' ? 'new' : id };
  const counted = useQuery({
    queryKey: ['post /v1/audiences/:id/preview', params, body],
    queryFn: ({ signal }) =>
      call<typeof postAudiencePreviewContract>('post /v1/audiences/:id/preview', { params, body }, { signal }),
    placeholderData: (before) => before,
  });
  if (counted.error) return <Failure error={counted.error} retry={() => void counted.refetch()} />;
  if (counted.data === undefined) return null;
  const { about, from, to, looked, customers } = counted.data;
  const [some, all] = [format.number(about), format.number(customers)];
  const between = { from: format.number(from), to: format.number(to), looked: format.number(looked) };
  return (
    <p role="status" className={counted.isPlaceholderData ? 'soft' : ''}>
      {from === to ? words.exactly(some, all) : words.about(some, all, between)}
    </p>
  );
}
