import { DEMO_MAPPING } from '../../sandbox';
import type { MappingRow } from '../../fixtures/tables/cases';
import type { Checks } from '../../support/checks';
import type { UploadedFile } from '../desk/form';
import type { DataTables } from '../../support/n8n/dataTables';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';
import type { MappingForm } from './mappingForm';
import { mappingRows, sorted } from './mappingRows';

const HEADER = 'store_code,platform_sku,system_sku,quantity';

/** A file of these rows. */
export function fileOf(rows: readonly MappingRow[], name = 'mapping.csv'): UploadedFile {
	return { name, data: Buffer.from([HEADER, ...rows.map((row) => row.join(','))].join('\n')) };
}

const rowsOf = (many: number, quantity = 1): MappingRow[] =>
	Array.from({ length: many }, (_, index) => ['*', `SKU-${index}`, `SYS-${index}`, quantity]);

/** What the page before the second click shows, and what the click does and does not do. */
export class SecondClick {
	constructor(
		private readonly form: MappingForm,
		private readonly tables: DataTables,
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		await this.whatChanges();
		await this.largeChange();
		await this.tableThatChanged();
		await this.twoAtOnce();
		await this.clickedTwice();
		await this.products();
	}

	private async whatChanges(): Promise<void> {
		const before: MappingRow[] = [
			...rowsOf(10),
			['*', 'MUG', 'SYS-MUG', 1],
			['*', 'TEA', 'SYS-TEA', 1],
		];
		await this.fill(before);
		const file = fileOf([
			['*', 'MUG', 'SYS-MUG', 99],
			['*', 'TEA', 'SYS-LAMP', 1],
			['US01', 'NEW', 'SYS-NEW', 2],
		]);
		const page = await this.form.upload(file);
		this.says('the page names a quantity that changes, with what was and what comes', page.text, [
			/Row 2: the quantity for platform SKU "MUG" of all stores changes: system SKU "SYS-MUG" from 1 to 99/,
		]);
		this.says('and a system SKU that changes', page.text, [
			/Row 3: platform SKU "TEA" of all stores ships SYS-TEA × 1 now, and SYS-LAMP × 1 after/,
		]);
		this.says('and what is added, changed and kept, in numbers', page.text, [
			/1 \| 2 \| 0 \| 10 \|/,
			/added · 新增 \| US01 \| NEW \| +\| SYS-NEW × 2/,
		]);
		await this.holds('nothing is written before the second click', before);
		const done = await this.form.importNow(page);
		this.says('the last page says what was written', done.text, [
			/3 rows imported/,
			/1 added, 2 changed, 0 removed, 10 not in the file and kept/,
		]);
		await this.holds('the second click writes the rows that were shown', [
			...rowsOf(10),
			['*', 'MUG', 'SYS-MUG', 99],
			['*', 'TEA', 'SYS-LAMP', 1],
			['US01', 'NEW', 'SYS-NEW', 2],
		]);
	}

	private async largeChange(): Promise<void> {
		const before = rowsOf(10);
		await this.fill(before);
		const file = fileOf(rowsOf(7));
		const choices = { others: 'Remove them' } as const;
		const page = await this.form.upload(file, choices);
		this.says('a large change is said', page.text, [
			/Large change: 3 of 10 mapped SKUs would be removed/,
		]);
		const refused = await this.form.importNow(page, false);
		this.says('without the tick that confirms it the click does nothing', refused.text, [
			/Nothing was imported/,
		]);
		await this.holds('and writes nothing', before);
		await this.form.importNow(await this.form.upload(file, choices));
		await this.holds('with it the rows are removed', rowsOf(7));
		const kept = await this.form.upload(fileOf(rowsOf(1, 1)));
		this.checks.that('what is kept is no large change', !kept.large, kept.text);
	}

	private async tableThatChanged(): Promise<void> {
		await this.fill(rowsOf(3));
		const page = await this.form.upload(
			fileOf([['*', 'SKU-0', 'SYS-0', 5], ...rowsOf(10).slice(1)]),
		);
		const other = { store_code: '*', platform_sku: 'BY-HAND', system_sku: 'SYS-HAND', quantity: 1 };
		await this.tables.insert(MAPPING_TABLE, [other]);
		const done = await this.form.importNow(page);
		this.says('a table that was changed after the page was made is noticed', done.text, [
			/Nothing was imported/,
			/changed by somebody else/,
		]);
		await this.holds('and stays as it was', [...rowsOf(3), ['*', 'BY-HAND', 'SYS-HAND', 1]]);
	}

	/** Whoever of the two comes first, or nobody; never a mixture, never an empty table. */
	private async twoAtOnce(): Promise<void> {
		const before = rowsOf(3);
		await this.fill(before);
		const [first, second] = [rowsOf(200, 2), rowsOf(200, 3)];
		const pages = [await this.form.upload(fileOf(first)), await this.form.upload(fileOf(second))];
		const texts = await Promise.all(
			pages.map(async (page) => (await this.form.importNow(page)).text),
		);
		const rows = JSON.stringify(await mappingRows(this.tables));
		const imported = texts.map((text) => /200 rows imported/.test(text));
		const wanted = imported[0] ? first : imported[1] ? second : before;
		const whole = !(imported[0] && imported[1]) && rows === JSON.stringify(sorted(wanted));
		this.checks.that('two imports at once: one of them as a whole, or none', whole, [
			texts,
			rows.slice(0, 200),
		]);
	}

	private async clickedTwice(): Promise<void> {
		await this.fill([]);
		const page = await this.form.upload(fileOf(rowsOf(2)));
		await this.form.importNow(page);
		// n8n gives such a click no answer.
		await this.form.click(page).catch(() => undefined);
		await this.holds('a second click on the same page writes nothing', rowsOf(2));
	}

	private async products(): Promise<void> {
		await this.fill([]);
		const rows = DEMO_MAPPING.map(
			({ store_code: store, platform_sku: sku, system_sku: system, quantity }): MappingRow => [
				store,
				sku,
				system,
				quantity,
			],
		);
		const asked = { products: 'Yes' } as const;
		const unknown = await this.form.upload(
			fileOf([...rows, ['*', 'LAMP', 'SYS-NOWHERE', 1]]),
			asked,
		);
		this.says('a system SKU that the OMS does not have is refused by its row', unknown.text, [
			new RegExp(
				`Row ${rows.length + 2}: system SKU "SYS-NOWHERE" is not among the products of the OMS`,
			),
			/Nothing was imported/,
		]);
		const [, ...others] = rows;
		const page = await this.form.upload(fileOf([...others, ['*', 'GONE', rows[0][2], 1]]), asked);
		this.says('the page names SKUs of the shops without a row', page.text, [/has no mapping row/]);
		this.says('and rows for SKUs that no shop has', page.text, [
			/no product of .* has the seller SKU "GONE"/,
		]);
		await this.form.importNow(page);
		await this.holds('they do not keep the rows out', [...others, ['*', 'GONE', rows[0][2], 1]]);
	}

	private async fill(rows: readonly MappingRow[]): Promise<void> {
		await this.tables.clear(MAPPING_TABLE);
		if (rows.length === 0) return;
		await this.tables.insert(
			MAPPING_TABLE,
			rows.map(([store_code, platform_sku, system_sku, quantity]) => ({
				store_code,
				platform_sku,
				system_sku,
				quantity,
			})),
		);
	}

	private says(promise: string, text: string, wanted: readonly RegExp[]): void {
		this.checks.that(
			promise,
			wanted.every((each) => each.test(text)),
			text,
		);
	}

	private async holds(promise: string, wanted: readonly MappingRow[]): Promise<void> {
		const [is, should] = [await mappingRows(this.tables), sorted(wanted)];
		this.checks.that(promise, JSON.stringify(is) === JSON.stringify(should), is.slice(0, 30));
	}
}
