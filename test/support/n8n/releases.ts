/** A release of n8n that the package is tried in. */
export interface N8nRelease {
	version: string;
	/** npm overrides for what the release asks of elsewhere than the registry. */
	overrides?: Readonly<Record<string, string>>;
}

/** The release that users install today. */
export const CURRENT: N8nRelease = { version: '2.41.1' };

/** Oldest one the package promises to run in. Its n8n-nodes-base names xlsx by an address outside the registry. */
export const OLDEST: N8nRelease = { version: '2.0.3', overrides: { xlsx: '0.18.5' } };
