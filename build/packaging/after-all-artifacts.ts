export default function afterAllArtifactBuild(): string[] {
  return [];
}
