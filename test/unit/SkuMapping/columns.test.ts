import {
	columnNames,
	type ColumnNames,
	type OwnNames,
} from '../../../nodes/SkuMapping/mapping/columns';
import { readRows } from '../../../nodes/SkuMapping/mapping/mappingRows';
import { rowProblemText } from '../../../nodes/SkuMapping/mapping/rowProblems';

const named = (own: OwnNames, usual = false) => columnNames(own, { usual }) as ColumnNames;
const OWN = { platform_sku: 'Artikel-Nr.', system_sku: 'Lager SKU', quantity: 'Menge' };

describe('own column names', () => {
	it.each([
		['Artikel-Nr.', 'platform_sku'],
		['artikelnr', 'platform_sku'],
		[' ARTIKEL NR ', 'platform_sku'],
		['lager_sku', 'system_sku'],
		['Menge', 'quantity'],
		['store_code', 'store_code'],
	])('%j is the column %s', (name, column) => {
		expect(named(OWN).columnOf(name)).toBe(column);
	});

	it('take the place of the usual ones, unless both are wanted', () => {
		expect(named(OWN).columnOf('quantity')).toBeUndefined();
		expect(named(OWN, true).columnOf('quantity')).toBe('quantity');
		expect(named(OWN, true).columnOf('Menge')).toBe('quantity');
	});

	it('are told apart in any script', () => {
		const names = named({ platform_sku: '平台SKU', system_sku: '系统SKU', store_code: 'Код' });
		expect(['平台 SKU', '系统SKU', 'код'].map((name) => names.columnOf(name))).toEqual([
			'platform_sku',
			'system_sku',
			'store_code',
		]);
	});

	it('that are empty or only signs keep the usual name', () => {
		expect(named({ quantity: ' ', system_sku: '--' }).columnOf('Quantity')).toBe('quantity');
		expect(named({ system_sku: '--' }).columnOf('System SKU')).toBe('system_sku');
	});

	it('that stand for two columns are refused', () => {
		expect(columnNames({ platform_sku: 'SKU', system_sku: 'sku ' })).toEqual({ ambiguous: 'sku' });
	});

	it('that are the usual name of another column win over it', () => {
		const names = named({ system_sku: 'quantity', quantity: 'units' });
		expect(names.columnOf('Quantity')).toBe('system_sku');
		expect(names.columnOf('Units')).toBe('quantity');
	});

	it('are what messages call the columns', () => {
		const { problems } = readRows([{ Nr: 'A', 'Lager SKU': 'B', Menge: 1 }], { names: named(OWN) });
		expect(problems.map(rowProblemText)).toEqual([
			'There is no column "Artikel-Nr." (platform_sku). Columns found: "Nr", "Lager SKU", "Menge". Rename the column, or name it under Column Names.',
		]);
	});

	it('for the store make it a column that must be there', () => {
		const raw = { platform_sku: 'A', system_sku: 'B', quantity: 1 };
		const { problems } = readRows([raw], { names: named({ store_code: 'Branch' }) });
		expect(problems.map(rowProblemText)[0]).toMatch(/^There is no column "Branch" \(store_code\)/);
	});

	it.each(['\uFEFFstore_code', 'ï»¿store_code'])('a byte order mark does not count: %j', (name) => {
		expect(named({}).columnOf(name)).toBe('store_code');
	});

	it.each(['__proto__', 'constructor', 'toString'])('%s is no column', (name) => {
		expect(named({}).columnOf(name)).toBeUndefined();
		expect(named({ quantity: name }).columnOf(name)).toBe('quantity');
	});
});
