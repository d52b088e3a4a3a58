/** Many devices in one process that ask a hub for news every second; says `ready` once each of them has asked. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { newDeviceKey } from '../../src/platform/deviceKey.ts';
import { protocolVersion } from '../../src/shared/sync/hubProtocol.ts';

const { url, codes } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  readonly url: string;
  readonly codes: readonly string[];
};
const agent = new Agent({ keepAlive: true, maxSockets: codes.length });

/** The device's own address, so that the hub does not take them all for one. */
const addressOf = (at: number): string => `10.0.${at >> 8}.${at & 255}`;

const post = (path: string, at: number, body: object, token: string | null): Promise<Readonly<Record<string, unknown>>> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'x-forwarded-for': addressOf(at),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const call = request(`${url}${path}`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(JSON.parse(text) as Readonly<Record<string, unknown>>);
        else reject(new Error(`${path}: ${answer.statusCode} ${text}`));
      });
    });
    call.on('error', reject);
    call.end(JSON.stringify({ protocol: protocolVersion, ...body }));
  });

type Device = { readonly token: string; readonly epoch: string; after: number };

const devices: Device[] = [];
for (const [at, code] of codes.entries()) {
  const device = `${(0xbe_0000 + at).toString(16).padStart(16, '0')}.1`;
  const joined = await post('/v1/join', at, { code, key: { device, publicKey: newDeviceKey().publicKey, label: 'Polls' } }, null);
  const { access } = joined['tokens'] as { readonly access: string };
  devices.push({ token: access, epoch: String(joined['epoch']), after: 0 });
}
// They have everything already: only what is new comes down.
const newest = async (device: Device, at: number): Promise<void> => {
  const page = await post('/v1/pull', at, { epoch: device.epoch, after: device.after, scope: null }, device.token);
  device.after = Number(page['last']);
  if (page['more'] === true) await newest(device, at);
};
const [first] = devices;
if (first !== undefined) await newest(first, 0);
for (const device of devices) device.after = first?.after ?? 0;
const poll = async (device: Device, at: number): Promise<never> => {
  await pause((at / devices.length) * 1_000);
  for (;;) {
    await newest(device, at);
    await pause(1_000);
  }
};
const polling = devices.map(poll);
await Promise.all(devices.map(newest));
process.stdout.write('ready\n');
await Promise.all(polling);
