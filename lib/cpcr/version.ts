/** Version numbers that this release speaks: 2.0.2, 2.0.3, 2.0.4. */
export const CPCR_VERSIONS = [202, 203, 204] as const;
export type CpcrVersion = (typeof CPCR_VERSIONS)[number];

/** Whether a header names a version that can be read and written. */
export const isCpcrVersion = (version: number): version is CpcrVersion =>
  CPCR_VERSIONS.some((known) => known === version);

/** The version to answer in: a version that nobody speaks is refused in the words of the one that everybody does. */
export const spokenVersion = (version: number): CpcrVersion => (isCpcrVersion(version) ? version : 203);
