/** `npm run icons`: draws resources/icon.svg in every size that a desktop asks for, after it was changed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findChromium, launchChromium } from '../../../platform/chromium.ts';
import type { Picture } from './iconFiles.ts';
import { icnsOf, icoOf } from './iconFiles.ts';

const resources = resolve(import.meta.dirname, '../../../../resources');
const sides = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

/** Each size is drawn by itself, so that its edges fall on its own pixels. */
const draw = async (svg: string): Promise<readonly Picture[]> => {
  const program = await findChromium(null);
  if (!program.ok) throw new Error(program.error.reason);
  const browser = await launchChromium(program.value);
  try {
    const page = await browser.newPage();
    const pictures: Picture[] = [];
    for (const side of sides) {
      await page.setViewportSize({ width: side, height: side });
      await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`);
      pictures.push({ side, png: await page.screenshot({ omitBackground: true }) });
    }
    return pictures;
  } finally {
    await browser.close();
  }
};

const pictures = await draw(await readFile(join(resources, 'icon.svg'), 'utf8'));
await mkdir(join(resources, 'icons'), { recursive: true });
for (const { side, png } of pictures) {
  if (side <= 512) await writeFile(join(resources, 'icons', `${side}x${side}.png`), png);
  if (side === 512) await writeFile(join(resources, 'icon.png'), png);
}
await writeFile(join(resources, 'icon.ico'), icoOf(pictures));
await writeFile(join(resources, 'icon.icns'), icnsOf(pictures));
