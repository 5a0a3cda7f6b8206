import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cachedTools } from '../cachedTools';

/** What n8n runs over a published package before it verifies one. */
const SCANNER = { '@n8n/scan-community-package': '0.32.0' };

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(
		folder: string,
		patterns?: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/**
 * Both halves of n8n's scan that need no published package: its lint over the unpacked tarball and over the source. The third,
 * provenance, is made by the release on GitHub.
 *
 * @returns what it found, by half; empty when it passes
 */
export async function scan(unpacked: string, source: string): Promise<Record<string, string>> {
	const folder = await cachedTools('scan-community-package', SCANNER);
	const file = join(folder, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
	const { analyzePackage, SOURCE_FILE_PATTERNS } = (await import(
		pathToFileURL(file).href
	)) as Scanner;
	const halves = {
		tarball: await analyzePackage(unpacked),
		source: await analyzePackage(source, SOURCE_FILE_PATTERNS),
	};
	return Object.fromEntries(
		Object.entries(halves).map(([half, { passed, details, message }]) => [
			half,
			passed ? '' : (details ?? message ?? 'did not pass'),
		]),
	);
}
