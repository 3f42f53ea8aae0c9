import { useWords } from '../../../words/words.tsx';
import './on-phone.css';

/** How a text goes out as SMS. */
interface SmsLength {
  readonly encoding: string;
  readonly units: number;
  readonly segments: number;
  readonly left: number;
}

interface OnPhoneProps {
  /** Of a push. */
  readonly subject?: string | undefined;
  readonly text: string;
  /** Of an SMS. */
  readonly sms?: SmsLength | undefined;
}

/** A message as a phone shows it, and of an SMS what it takes. */
export function OnPhone({ subject, text, sms }: OnPhoneProps) {
  const words = useWords().build.send;
  return (
    <div className="stack">
      <div className="on-phone" role="group" aria-label={words.phone}>
        {subject !== undefined && subject !== '' && <strong>{subject}</strong>}
        <p>{text}</p>
      </div>
      {sms && (
        <p className="small soft">
          {words.sms(sms.encoding, sms.units, sms.segments, sms.left)}
          {sms.encoding === 'UCS-2' && <> {words.unicode}</>}
        </p>
      )}
    </div>
  );
}
