import { expect, test } from 'vitest';
import { completeSbom, type Sbom, type SbomSources } from '../../build/packaging/sbom.ts';

const fromNpm: Sbom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000000',
  metadata: {
    timestamp: '2026-01-01T00:00:00.000Z',
    component: { 'bom-ref': 'folder@0.0.0', type: 'library', name: 'a-folder-of-the-builder', version: '0.0.0' },
  },
  components: [
    { 'bom-ref': 'keytar@7.10.6', type: 'library', name: 'keytar', version: '7.10.6' },
    { 'bom-ref': 'prebuild-install@7', type: 'library', name: 'prebuild-install', version: '7.0.0' },
  ],
  dependencies: [],
};
const sources: SbomSources = {
  fromNpm,
  bundled: [{ name: '@scope/part', version: '1.2.3', licence: 'MIT' }],
  product: { name: 'cis2-desktop', version: '0.1.0' },
  electron: '45.4.1',
  parts: { chromium: '1.2.3.4', node: '24.0.0' },
  time: new Date('2026-11-26T00:00:00Z'),
};

test('issue 7 line 2: the SBOM adds Electron, Chromium and Node to what npm knows, and leaves out what is not shipped', () => {
  const sbom = completeSbom(sources);
  expect(sbom.components.map(({ name, version }) => [name, version])).toEqual([
    ['keytar', '7.10.6'],
    ['@scope/part', '1.2.3'],
    ['electron', '45.4.1'],
    ['Chromium', '1.2.3.4'],
    ['Node.js', '24.0.0'],
    ['FFmpeg (of Chromium)', '1.2.3.4'],
  ]);
  expect(sbom.components[1]).toMatchObject({ purl: 'pkg:npm/%40scope/part@1.2.3', licenses: [{ expression: 'MIT' }] });
  expect(sbom.dependencies[0]?.dependsOn).toEqual(sbom.components.map((part) => part['bom-ref']));
});

test('issue 7 line 2: the SBOM names the product and not the folder that it was built in', () => {
  expect(completeSbom(sources).metadata.component).toMatchObject({
    name: 'cis2-desktop',
    version: '0.1.0',
    type: 'application',
  });
  expect(JSON.stringify(completeSbom(sources))).not.toContain('a-folder-of-the-builder');
});

test('issue 7 line 2: the same parts give the same serial number, and another part another', () => {
  const { serialNumber } = completeSbom(sources);
  expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(completeSbom({ ...sources, time: new Date(0) }).serialNumber).toBe(serialNumber);
  expect(completeSbom({ ...sources, electron: '45.4.2' }).serialNumber).not.toBe(serialNumber);
});

test('issue 7 line 2: on a stub the SBOM claims no version of Chromium or Node', () => {
  const { components } = completeSbom({ ...sources, parts: undefined });
  const inside = components.filter(({ name }) => ['Chromium', 'Node.js', 'FFmpeg (of Chromium)'].includes(name));
  expect(inside.map(({ version }) => version)).toEqual(['unknown', 'unknown', 'unknown']);
  expect(JSON.stringify(inside)).not.toContain('cpe');
});
