/** Trades the one-time code of a web host for its session, as the page itself would, and hands the cookie to the printing browser. */
import { encodeWire } from '../../../shared/kernel/wire.ts';

/** The session cookie of the host whose link this is. Throws when the host does not let us in, which would be a bug. */
export const openSession = async (link: string): Promise<{ readonly name: string; readonly value: string }> => {
  const { origin, hash } = new URL(link);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: encodeWire({ code: hash.replace(/^#code=/u, '') }),
  });
  const [pair = ''] = (answer.headers.get('set-cookie') ?? '').split(';', 1);
  const [name, value] = pair.split('=');
  if (!answer.ok || name === undefined || value === undefined) throw new Error(`no session to print in: ${answer.status}`);
  return { name, value };
};
