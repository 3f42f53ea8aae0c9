import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Seals } from './seal.ts';

/**
 * What stands for an address where the address itself may not be kept. Mailboxes are the same however they are written;
 * the part before the @ may differ by the letter of the standard, and nobody has two that do.
 * @returns 64 hexadecimal digits, which say nothing to whoever does not have the secret of the installation
 */
export function addressMac(seals: Seals, workspace: WorkspaceId, channel: string, address: string): string {
  const plain = channel === 'email' ? address.trim().toLowerCase() : address.trim();
  return Buffer.from(seals.mac('address', JSON.stringify([workspace, channel, plain]))).toString('hex');
}
