import { resolve } from 'node:path';

import { npm } from '../support/n8n/run';

const CHECKOUT = resolve(__dirname, '..', '..');
/** Room for a few more operations; what goes beyond it should be looked at. */
const MOST_BYTES = 1_250_000;

interface Packed {
	unpackedSize: number;
	files: Array<{ path: string }>;
}

let packed: Packed;

beforeAll(async () => {
	const answer = await npm(
		process.execPath,
		['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'],
		{ cwd: CHECKOUT },
	);
	[packed] = JSON.parse(answer) as Packed[];
}, 60_000);

it('the package holds no source maps, no declarations and no pictures but its icons', () => {
	const paths = packed.files.map(({ path }) => path);
	expect(paths).toContain('dist/nodes/TikTokShop/TikTokShop.node.js');
	expect(paths).toContain('dist/icons/tiktokshop.svg');
	expect(paths.filter((path) => /\.(map|d\.ts|png|jpe?g|gif|webp)$/.test(path))).toEqual([]);
	expect(paths.filter((path) => path.startsWith('dist/docs/'))).toEqual([]);
});

it('the package stays small', () => {
	expect(packed.unpackedSize).toBeLessThan(MOST_BYTES);
});
