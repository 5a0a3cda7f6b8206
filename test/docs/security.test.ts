import { existsSync, readFileSync } from 'fs';

const PAGE = readFileSync('SECURITY.md', 'utf8');
const ROWS = PAGE.split('## Attacks and their tests')[1]
	.split('\n')
	.filter((line) => line.startsWith('| ') && line.includes('`test/'));

/** `file`: "name", "name"; `file`: "name" */
const NAMED = ROWS.flatMap((row) =>
	[...row.matchAll(/`(test\/[\w/.]+)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file, names]) =>
		[...names.matchAll(/"([^"]+)"/g)].map(([, name]) => [file, name] as const),
	),
);

describe('SECURITY.md', () => {
	it('names a test for each attack', () => {
		expect(ROWS.length).toBeGreaterThan(15);
		expect(NAMED.length).toBeGreaterThanOrEqual(ROWS.length);
	});

	it.each(NAMED)('%s has a test "%s"', (file, name) => {
		expect(existsSync(file)).toBe(true);
		expect(readFileSync(file, 'utf8')).toContain(name);
	});

	it('leads to the page on personal data, and so does the README', () => {
		for (const text of [PAGE, readFileSync('README.md', 'utf8')]) {
			expect(text).toContain('docs/personal-data.md');
		}
		expect(existsSync('docs/personal-data.md')).toBe(true);
	});
});

describe('the page on personal data', () => {
	const page = readFileSync('docs/personal-data.md', 'utf8');

	it.each([
		'04-orders-to-warehouse',
		'05-order-sync',
		'06-manual-sync',
		'09-ship-back',
		'15-audit',
		'16-digest',
		'17-when-a-workflow-fails',
	])('says of template %s that what went well is not stored, and it is not', (name) => {
		const { settings } = JSON.parse(readFileSync(`workflows-templates/${name}.json`, 'utf8')) as {
			settings: { saveDataSuccessExecution?: string };
		};
		expect(settings.saveDataSuccessExecution).toBe('none');
		expect(page).toMatch(new RegExp(`\\b${name.slice(0, 2)}\\b`));
	});

	it('names each data table of the templates', () => {
		for (const table of ['exceptions', 'sku_mapping', 'carrier_pairing', 'told']) {
			expect(page).toContain(`tiktok_shop_${table}`);
		}
	});
});
