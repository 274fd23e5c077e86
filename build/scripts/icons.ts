import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { icnsOf, icoOf, type Picture } from './icon-files.ts';
import { findChromium } from './machine.ts';
import { root } from './project.ts';

/** `npm run icons`: draws `build/resources/icon.svg` in every size that a system asks for. Run it after a change of the mark. */
const resources = path.join(root, 'build', 'resources');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium was found: CIS2_CHROMIUM may name one.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const pictures: Picture[] = [];
try {
  const svg = Buffer.from(readFileSync(path.join(resources, 'icon.svg'))).toString('base64');
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html, body { margin: 0 } img { display: block; width: ${size}px; height: ${size}px }</style><img alt="" src="data:image/svg+xml;base64,${svg}">`,
    );
    await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
    await page.close();
  }
} finally {
  await browser.close();
}

const upTo = (most: number) => pictures.filter(({ size }) => size <= most);
writeFileSync(path.join(resources, 'icon.ico'), icoOf(upTo(256)));
writeFileSync(path.join(resources, 'icon.icns'), icnsOf(pictures));
mkdirSync(path.join(resources, 'icons'), { recursive: true });
for (const { size, png } of upTo(512)) writeFileSync(path.join(resources, 'icons', `${size}x${size}.png`), png);
console.log(`Drawn in ${sizes.join(', ')} pixels.`);
