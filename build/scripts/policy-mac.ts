import { bundleId } from '../../main/policy/sources/macos.ts';
import { samplePolicy } from './policy-sample.ts';
import { escapeXml } from './policy-xml.ts';

/** A profile for a device management to begin with: its payload's type is the app's own domain, so its values are forced. */
export function mobileConfig(): string {
  const payload = {
    PayloadType: bundleId,
    PayloadIdentifier: `${bundleId}.policy.settings`,
    PayloadUUID: '00000000-0000-4000-8000-000000000002',
    PayloadVersion: 1,
    PayloadDisplayName: 'CIS2 Desktop policy',
    ...samplePolicy,
  };
  const profile = {
    PayloadType: 'Configuration',
    PayloadIdentifier: `${bundleId}.policy`,
    PayloadUUID: '00000000-0000-4000-8000-000000000001',
    PayloadVersion: 1,
    PayloadScope: 'System',
    PayloadDisplayName: 'CIS2 Desktop (sample: replace the values and both UUIDs)',
    PayloadContent: [payload],
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${element(profile, '  ')}
</plist>
`;
}

function element(value: unknown, indent: string): string {
  if (typeof value === 'boolean') return `${indent}<${String(value)}/>`;
  if (typeof value === 'number') return `${indent}<integer>${value}</integer>`;
  if (typeof value === 'string') return `${indent}<string>${escapeXml(value)}</string>`;
  if (Array.isArray(value)) {
    return [`${indent}<array>`, ...value.map((one) => element(one, `${indent}  `)), `${indent}</array>`].join('\n');
  }
  if (typeof value !== 'object' || value === null) throw new Error('a property list cannot hold that');
  const pairs = Object.entries(value).flatMap(([key, one]) => [
    `${indent}  <key>${escapeXml(key)}</key>`,
    element(one, `${indent}  `),
  ]);
  return [`${indent}<dict>`, ...pairs, `${indent}</dict>`].join('\n');
}
