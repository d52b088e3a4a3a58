/** A process of the next version of the program: a hub and devices of it, told line by line what to do. */
import { createInterface } from 'node:readline';
import { becomeNextVersion } from './nextVersion.ts';
import type { Step } from './skewSteps.ts';

becomeNextVersion();
const { takeStep } = await import('./skewSteps.ts');

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await takeStep(JSON.parse(line) as Step))}\n`);
