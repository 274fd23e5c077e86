import { createHash } from 'node:crypto';
import type { BundledPackage } from './bundled-packages.ts';

/** The part of a CycloneDX document (1.5) that is read and written here. */
export interface Sbom {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: Component; readonly [key: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly [key: string]: unknown;
}
interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly [key: string]: unknown;
}

/** What Electron says of itself; `undefined` where there is only a stub, which holds neither. */
export interface ElectronParts {
  readonly chromium: string;
  readonly node: string;
}

export interface SbomSources {
  /** `npm sbom --sbom-format cyclonedx --omit dev`: what is shipped unbundled. */
  readonly fromNpm: Sbom;
  readonly bundled: readonly BundledPackage[];
  readonly product: { readonly name: string; readonly version: string };
  readonly electron: string;
  readonly parts: ElectronParts | undefined;
  /** Of the commit, so that two builds of it give the same list. */
  readonly time: Date;
}

/** All that is in a package: npm's own list, what the bundles hold, and Electron with what it holds, which npm does not see. */
export function completeSbom({ fromNpm, bundled, product, electron, parts, time }: SbomSources): Sbom {
  // What keytar asks npm for serves its own installation alone; the allow-list leaves it out.
  const shippedByNpm = fromNpm.components.filter(({ name }) => name === 'keytar');
  const components = [...shippedByNpm, ...bundled.map(fromBundle), ...electronComponents(electron, parts)];
  const { name, version } = product;
  const component: Component = {
    ...fromNpm.metadata.component,
    // npm takes the name of the folder, which is the builder's own affair.
    name,
    version,
    type: 'application',
    'bom-ref': `${name}@${version}`,
  };
  const sbom = {
    ...fromNpm,
    metadata: { ...fromNpm.metadata, timestamp: time.toISOString(), component },
    components,
    dependencies: [{ ref: component['bom-ref'], dependsOn: components.map((part) => part['bom-ref']) }],
  };
  return { ...sbom, serialNumber: serialNumberOf(JSON.stringify({ components, component })) };
}

const fromBundle = ({ name, version, licence }: BundledPackage): Component => ({
  'bom-ref': `${name}@${version}`,
  type: 'library',
  name,
  version,
  scope: 'required',
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  ...(licence === undefined ? {} : { licenses: [{ expression: licence }] }),
});

function electronComponents(version: string, parts: ElectronParts | undefined): readonly Component[] {
  const electron: Component = {
    'bom-ref': `electron@${version}`,
    type: 'framework',
    name: 'electron',
    version,
    purl: `pkg:npm/electron@${version}`,
    licenses: [{ license: { id: 'MIT' } }],
  };
  const inside = (name: string, label: string, of: string | undefined, cpe: string): Component => ({
    'bom-ref': `${name}@${of ?? 'unknown'}`,
    type: 'library',
    name: label,
    version: of ?? 'unknown',
    ...(of === undefined
      ? { description: 'Packed on a stub of Electron: there is none in it.' }
      : { cpe: `cpe:2.3:a:${cpe}:${of}:*:*:*:*:*:*:*` }),
  });
  return [
    electron,
    inside('chromium', 'Chromium', parts?.chromium, 'google:chrome'),
    inside('node', 'Node.js', parts?.node, 'nodejs:node.js'),
    // One build with Chromium; it has no version of its own there.
    { ...inside('ffmpeg', 'FFmpeg (of Chromium)', parts?.chromium, 'ffmpeg:ffmpeg'), cpe: undefined },
  ];
}

/** The same content gives the same number. */
function serialNumberOf(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
