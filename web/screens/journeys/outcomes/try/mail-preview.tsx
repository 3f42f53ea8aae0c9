import { MailFrame } from '../../../../ui/mail-frame.tsx';
import { RenderFault } from '../../../../ui/render-fault.tsx';
import { OnPhone } from '../../phone/on-phone.tsx';
import type { TriedMessage } from './walk.ts';
import { useTryWords } from './words.ts';

/** A message as its reader would see it, in a frame of its own where nothing of it can act. */
export function MailPreview({ message }: { readonly message: TriedMessage }) {
  const words = useTryWords();
  const { step, channel, subject, html, text, sms, problem, fault } = message;
  if (problem !== undefined) {
    return <RenderFault problem={problem} fault={fault} />;
  }
  if (channel !== 'email') {
    return (
      <article className="mail" aria-label={words.messageAt(step)}>
        <OnPhone subject={subject} text={text ?? ''} sms={sms} />
      </article>
    );
  }
  return (
    <article className="mail" aria-label={words.messageAt(step)}>
      <p className="strong">{subject}</p>
      {html !== undefined && <MailFrame html={html} title={words.messageAt(step)} />}
      {text !== undefined && (
        <details>
          <summary className="small">{words.asText}</summary>
          <pre>{text}</pre>
        </details>
      )}
    </article>
  );
}
