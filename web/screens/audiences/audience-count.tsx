import { useQuery } from '@tanstack/react-query';
import type { postAudiencePreviewContract } from '../../../api/audiences/post-audience-preview.contract.ts';
import { call } from '../../api/call.ts';
import type { Condition } from '../../conditions/condition.ts';
import { useFormat } from '../../format/use-format.ts';
import { Failure } from '../../ui/failure.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { useWords } from '../../words/words.tsx';

interface AudienceCountProps {
  /** Empty as long as a new audience has none. */
  readonly id: string;
  readonly condition: Condition;
  /** Whether it can be counted at all. */
  readonly isSound: boolean;
}

/** About how many a condition would let in, asked anew when nobody has typed for a moment. */
export function AudienceCount({ id, condition, isSound }: AudienceCountProps) {
  const words = useWords().audiences.form;
  const format = useFormat();
  // A count depends on no name, and the call wants one.
  const body = useSettled({ name: 'preview', condition });
  const params = { id: id === '' ? 'new' : id };
  const counted = useQuery({
    queryKey: ['post /v1/audiences/:id/preview', params, body],
    queryFn: ({ signal }) =>
      call<typeof postAudiencePreviewContract>('post /v1/audiences/:id/preview', { params, body }, { signal }),
    enabled: isSound,
    placeholderData: (before) => before,
  });
  if (!isSound) return null;
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
