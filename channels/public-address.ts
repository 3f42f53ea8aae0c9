import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address that nobody on the internet has: the machine itself, its network, or the cloud around it. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** Networks that are not the internet (RFC 6890 and what came later). */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of IPv6 only this is the internet, without the parts of it that lead into other networks. */
const PUBLIC_6 = '2000::/3';
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const notPublic = listOf([...NOT_PUBLIC_4, ...NOT_PUBLIC_6]);
const global6 = listOf([PUBLIC_6]);

/**
 * Networks as one list.
 * @param networks addresses such as `10.0.0.7`, or networks such as `10.0.0.0/8`
 */
export function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** Whether a call may go to this address. */
export function mayCall(address: string, allowed: BlockList): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (allowed.check(address, family)) return true;
  if (notPublic.check(address, family)) return false;
  return version === 4 || global6.check(address, 'ipv6');
}

/**
 * Looks a name up and gives only what may be called, all of it or nothing: a connection goes to what was checked, however
 * the name is answered the next time.
 */
export function pinnedLookup(allowed: BlockList): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found: readonly LookupAddress[]) => {
      if (error) return done(error, '', 0);
      const wrong = found.find(({ address }) => !mayCall(address, allowed));
      const [first] = found;
      if (wrong || first === undefined) return done(new PrivateAddress(), '', 0);
      if (options.all) return done(null, [...found]);
      return done(null, first.address, first.family);
    });
  };
}
