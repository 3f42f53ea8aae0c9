import { Suspense } from 'react';
import type { postJourneyPreviewMessageContract } from '../../api/journeys/post-journey-preview-message.contract.ts';
import type { CallReply } from '../api/call.ts';
import type { renderFaults } from '../words/en/render-faults.ts';
import { laterWords } from '../words/later.ts';

interface RenderFaultProps {
  /** The sentence of the API, in English. */
  readonly problem: string;
  readonly fault: Fault | undefined;
}

type Fault = NonNullable<CallReply<typeof postJourneyPreviewMessageContract>['fault']>;

const useRenderFaultWords = laterWords<typeof renderFaults>({
  en: async () => (await import('../words/en/render-faults.ts')).renderFaults,
  tr: async () => (await import('../words/tr/render-faults.ts')).renderFaults,
});

/** Why a text cannot be shown as somebody reads it, and what to do. */
export function RenderFault(props: RenderFaultProps) {
  return (
    <Suspense fallback={null}>
      <Said {...props} />
    </Suspense>
  );
}

function Said({ problem, fault }: RenderFaultProps) {
  const words = useRenderFaultWords();
  const parts: ReadonlyMap<string, string> = new Map(Object.entries(words.parts));
  const part = fault?.part === undefined ? undefined : (parts.get(fault.part) ?? fault.part);
  return (
    <div className="notice error">
      <p className="strong">{part === undefined ? words.title : `${part}: ${words.title}`}</p>
      {fault === undefined ? <p lang="en">{problem}</p> : <p>{words.codes[fault.code]}</p>}
      {fault?.about !== undefined && (
        <p className="small break" lang="en">
          <code>{fault.about}</code>
        </p>
      )}
    </div>
  );
}
