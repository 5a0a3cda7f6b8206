import { DEMO_MAPPING } from '../../sandbox';
import type { Checks } from '../../support/checks';
import type { DataTables, TableRow } from '../../support/n8n/dataTables';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { BAD_FILES, csv, sample, withByteOrderMark } from './files';
import { MappingForm, type ImportChoices } from '../tables/mappingForm';
import { fileOf, submitForm, type UploadedFile } from './form';

const KEEP = 'Keep them';
const REMOVE = 'Remove them';
const MANY = 5_000;

/** The mapping comes in by a file, or not at all, and goes out again as one. */
export class Importing {
	private rows: TableRow[] = [];

	constructor(
		private readonly url: string,
		private readonly tables: DataTables,
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		await this.badFiles();
		await this.sampleFile();
		await this.comboThatLosesAPart();
		await this.everythingElse();
		await this.wayBack();
		await this.manyRows();
		await this.upload(sample('sku-mapping.xlsx'), REMOVE);
		this.holds('the sample spreadsheet is the mapping of the orders to come', DEMO_MAPPING);
	}

	/** Uploads a file and, where the page lets it, imports it. @returns the text of the last page */
	async upload(
		file: UploadedFile,
		others: ImportChoices['others'] = KEEP,
		encoding = 'UTF-8',
	): Promise<string> {
		const text = await new MappingForm(this.url).uploadAndImport(file, { others, encoding });
		this.rows = await this.tables.rows(MAPPING_TABLE);
		return text;
	}

	private async badFiles(): Promise<void> {
		for (const { what, file, says } of BAD_FILES) {
			const page = await this.upload(file);
			const explained = /Nothing was imported/.test(page) && says.every((each) => each.test(page));
			this.checks.that(`${what}: the last page says which rows and why`, explained, page);
			this.holds(`${what}: nothing is imported`, []);
		}
	}

	private async sampleFile(): Promise<void> {
		const page = await this.upload(withByteOrderMark(sample('sku-mapping.csv')));
		const told = /14 rows imported/.test(page) && /: 11 added/.test(page);
		this.checks.that('the sample file with a byte order mark is imported', told, page);
		this.holds('the data table holds the rows of the file', DEMO_MAPPING);
		const again = await this.upload(sample('sku-mapping.csv'));
		const same = /: 0 added, 0 changed/.test(again);
		this.checks.that('the same file again changes nothing', same, again);
		this.holds('and makes no row twice', DEMO_MAPPING);
	}

	private async comboThatLosesAPart(): Promise<void> {
		const page = await this.upload(csv(['*,SET-BREAKFAST,SYS-MUG-BLU,3']));
		const told = /: 0 added, 1 changed/.test(page);
		this.checks.that('a combo that is one row now counts as changed', told, page);
		const [store_code, platform_sku] = ['*', 'SET-BREAKFAST'];
		this.holds('its other parts are gone, and nothing else is', [
			...DEMO_MAPPING.filter(
				(each) => each.store_code !== store_code || each.platform_sku !== platform_sku,
			),
			{ store_code, platform_sku, system_sku: 'SYS-MUG-BLU', quantity: 3 },
		]);
	}

	private async everythingElse(): Promise<void> {
		const semicolons = {
			name: 'german.csv',
			data: Buffer.from(
				'store_code;platform_sku;system_sku;quantity\n;CAFÉ;SYS-CAFÉ;2\n',
				'latin1',
			),
		};
		await this.upload(semicolons, REMOVE, 'Western European (Windows-1252)');
		const row = { store_code: '*', platform_sku: 'CAFÉ', system_sku: 'SYS-CAFÉ', quantity: 2 };
		this.holds('a file with semicolons, in Windows-1252, that is the whole mapping', [row]);
	}

	private async wayBack(): Promise<void> {
		const rows = [
			{ store_code: '*', platform_sku: '0012345678901234567', system_sku: 'SYS-LONG', quantity: 2 },
			{ store_code: '*', platform_sku: '茶-01', system_sku: 'SYS-茶', quantity: 1 },
			...DEMO_MAPPING,
		];
		await this.upload(csv(rows.map((row) => Object.values(row).join(','))), REMOVE);
		const file = fileOf(await submitForm(this.url, 'tiktok-shop-mapping-export', ['']));
		this.checks.that('the export is an XLSX file', /\.xlsx$/.test(file.name), file.name);
		const page = await this.upload(file, REMOVE);
		const same = /: 0 added, 0 changed, 0 removed/.test(page);
		this.checks.that('the exported file changes nothing when it is imported', same, page);
		this.holds('long numbers and leading zeros come back as they were', rows);
		await this.tables.insert(MAPPING_TABLE, [
			{ store_code: '*', platform_sku: '=HYPERLINK("x")', system_sku: '+1', quantity: 1 },
		]);
		const guarded = fileOf(await submitForm(this.url, 'tiktok-shop-mapping-export', ['']));
		// A cell that begins like a formula would be refused.
		const again = await this.upload(guarded, REMOVE);
		const accepted = /: 0 added, 0 changed, 0 removed/.test(again);
		this.checks.that('a text like a formula leaves as text, and is imported', accepted, again);
		const [cells] = this.rows.filter(({ platform_sku: sku }) => /HYPERLINK/.test(String(sku)));
		const texts = [cells?.platform_sku, cells?.system_sku];
		const unchanged = texts[0] === '=HYPERLINK("x")' && texts[1] === '+1';
		this.checks.that('a text like a formula comes back as what it was', unchanged, texts);
	}

	private async manyRows(): Promise<void> {
		const rows = Array.from({ length: MANY }, (_, index) => `*,SKU-${index},SYS-${index},1`);
		const startedAt = Date.now();
		const page = await this.upload(csv(rows), REMOVE);
		const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
		const all = this.rows.length === MANY;
		this.checks.that(`${MANY} rows are imported (${seconds} s)`, all, page.slice(0, 500));
		const bad = await this.upload(csv([...rows.slice(1), '*,LAST,SYS-LAST,0']), REMOVE);
		const named = new RegExp(`${MANY + 1} \\| Row ${MANY + 1}: quantity "0"`).test(bad);
		this.checks.that(`one bad row among ${MANY} is named by its number`, named, bad.slice(0, 500));
		this.checks.that('and keeps all others out', this.rows.length === MANY, this.rows.length);
	}

	private holds(promise: string, wanted: readonly object[]): void {
		const text = (rows: readonly object[]): string[] =>
			(rows as TableRow[])
				.map(({ store_code, platform_sku, system_sku, quantity }) =>
					JSON.stringify([store_code, platform_sku, system_sku, quantity]),
				)
				.sort();
		const [is, should] = [text(this.rows), text(wanted)];
		this.checks.that(promise, JSON.stringify(is) === JSON.stringify(should), is.slice(0, 30));
	}
}
