import { rowProblemText } from '../../../nodes/SkuMapping/mapping/rowProblems';
import { readRows } from '../../../nodes/SkuMapping/mapping/mappingRows';

const row = (more: object = {}) => ({
	store_code: 'US01',
	platform_sku: 'MUG',
	system_sku: 'SYS-MUG',
	quantity: 1,
	...more,
});

const problemsOf = (...rows: unknown[]) => readRows(rows).problems.map(rowProblemText);

describe('mapping rows', () => {
	it.each([
		['as in a file', ['store_code', 'platform_sku', 'system_sku', 'quantity']],
		['as a person writes them', ['Store Code', 'Platform SKU', 'System SKU', 'Quantity']],
		['as in this node', ['storeCode', 'platformSku', 'systemSku', 'quantity']],
		[
			'in capitals, with blanks around',
			[' STORE_CODE ', 'PLATFORM_SKU', 'SYSTEM SKU', 'QUANTITY '],
		],
		[
			'after the mark that some spreadsheets put first',
			['\uFEFFstore_code', 'platform_sku', 'system_sku', 'quantity'],
		],
	])('are found by their column names: %s', (_, [store, platform, system, quantity]) => {
		const raw = { [store]: 'US01', [platform]: 'MUG', [system]: 'SYS-MUG', [quantity]: 2, id: 7 };
		expect(readRows([raw])).toEqual({
			rows: [{ storeCode: 'US01', platformSku: 'MUG', systemSku: 'SYS-MUG', quantity: 2 }],
			problems: [],
		});
	});

	it.each([['*'], [''], ['  '], [null], [undefined]])('store code %p means all stores', (code) => {
		expect(readRows([row({ store_code: code })]).rows[0].storeCode).toBe('*');
	});

	it('without a store column are for all stores', () => {
		const { rows, problems } = readRows([{ platform_sku: 'A', system_sku: 'B', quantity: 1 }]);
		expect([rows[0].storeCode, problems]).toEqual(['*', []]);
	});

	it('meant for one store do not become the default of all because the column has another name', () => {
		expect(
			problemsOf({ 'Store Branch': 'US01', platform_sku: 'A', system_sku: 'B', quantity: 1 }),
		).toEqual([
			'There is no column store_code. Columns found: "Store Branch", "platform_sku", "system_sku", "quantity". Rename "Store Branch" to store_code, or name it under Column Names.',
		]);
	});

	it('lose outer blanks of their cells, and keep upper and lower case (B65)', () => {
		const { rows } = readRows([row({ platform_sku: ' Mug Blue\u00a0', system_sku: '\tsys-Mug ' })]);
		expect(rows[0]).toMatchObject({ platformSku: 'Mug Blue', systemSku: 'sys-Mug' });
	});

	it.each([
		[2, 2],
		['2', 2],
		[' 2 ', 2],
		['2.0', 2],
		[2.0, 2],
		['012', 12],
		['2,0', 2],
		['2.00', 2],
		['２', 2],
		['٢', 2],
		['๑๒', 12],
		[999_999, 999_999],
	])('take quantity %p as the factor %p (B57)', (quantity, factor) => {
		expect(readRows([row({ quantity })]).rows[0].quantity).toBe(factor);
	});

	it.each([
		['1,5', 'quantity "1,5" is not a whole number of 1 or more'],
		['1.5', 'quantity "1.5" is not a whole number of 1 or more'],
		[1.5, 'quantity 1.5 is not a whole number of 1 or more'],
		['1,000', 'quantity "1,000" is not a whole number of 1 or more'],
		[0, 'quantity 0 is not a whole number of 1 or more'],
		['0', 'quantity "0" is not a whole number of 1 or more'],
		[-1, 'quantity -1 is not a whole number of 1 or more'],
		['-1', 'quantity "-1" is not a whole number of 1 or more'],
		['abc', 'quantity "abc" is not a whole number of 1 or more'],
		['1e3', 'quantity "1e3" is not a whole number of 1 or more'],
		[true, 'quantity true is not a whole number of 1 or more'],
		[[2], 'quantity [2] is not a whole number of 1 or more'],
		[Number.NaN, 'quantity NaN is not a whole number of 1 or more'],
		['', 'quantity is empty; it must be a whole number of 1 or more'],
		[' ', 'quantity is empty; it must be a whole number of 1 or more'],
		[null, 'quantity is empty; it must be a whole number of 1 or more'],
		[4006381333931, 'quantity 4006381333931 is more than 999,999'],
		['4006381333931', 'quantity "4006381333931" is more than 999,999'],
	])('with quantity %p are refused', (quantity, reason) => {
		const { rows, problems } = readRows([row({ quantity })]);
		expect(rows).toEqual([]);
		expect(problems).toEqual([{ row: 1, code: expect.any(String), reason }]);
	});

	it.each([
		'1.000',
		'1.0000',
		'1 000',
		'1’000',
		'1.000,0',
		'1²',
		'²',
		'1٢',
		'½',
		'+1',
		'０',
		'1.',
		'.0',
	])('with quantity %j, which may mean two things or none, are refused', (quantity) => {
		expect(problemsOf(row({ quantity }))).toEqual([
			`Row 1: quantity "${quantity}" is not a whole number of 1 or more.`,
		]);
	});

	it.each([
		['platform_sku', '', 'platform_sku is empty'],
		['platform_sku', '   ', 'platform_sku is empty'],
		['system_sku', null, 'system_sku is empty'],
		['system_sku', true, 'system_sku is neither text nor a number'],
		['platform_sku', { a: 1 }, 'platform_sku is neither text nor a number'],
		['platform_sku', 1.5, 'platform_sku 1.5 is a number that is not whole. Write it as text'],
		[
			'platform_sku',
			2 ** 53,
			'platform_sku 9007199254740992 is a number that is too long to be exact. Write it as text',
		],
		[
			'store_code',
			Number('7490000000000000001'),
			'store_code 7490000000000000000 is a number that is too long to be exact. Write it as text',
		],
	])('with %s %p are refused', (column, cell, reason) => {
		expect(problemsOf(row({ [column]: cell }))).toEqual([`Row 1: ${reason}.`]);
	});

	it.each(['1.23E+18', '1,23E+18', '1E+18', '1.23e+18'])(
		'with %s, a long number that a spreadsheet shortened, are refused and never guessed',
		(cell) => {
			for (const column of ['platform_sku', 'system_sku', 'store_code']) {
				expect(problemsOf(row({ [column]: cell }))).toEqual([
					`Row 1: ${column} "${cell}" is a long number that a spreadsheet has shortened; its last digits are lost. Format the column as text and fill it in again.`,
				]);
			}
		},
	);

	it.each([
		[4006381333931, '4006381333931'],
		['1E5', '1E5'],
		['00123', '00123'],
	])('take %p as the SKU %p', (cell, sku) => {
		expect(readRows([row({ platform_sku: cell })]).rows[0].platformSku).toBe(sku);
	});

	it.each(['__proto__', 'constructor', 'hasOwnProperty'])('take %s as plain data', (sku) => {
		const raw: unknown = JSON.parse(
			`[{"__proto__": {"quantity": 9}, "platform_sku": "${sku}", "system_sku": "${sku}", "quantity": 1}]`,
		);
		expect(readRows(raw as unknown[])).toEqual({
			rows: [{ storeCode: '*', platformSku: sku, systemSku: sku, quantity: 1 }],
			problems: [],
		});
	});

	it('that repeat another row are refused, naming that row', () => {
		expect(problemsOf(row(), row({ platform_sku: 'OTHER' }), row())).toEqual([
			'Row 3: it repeats row 1.',
		]);
	});

	it('with a system SKU that the mapping has already are refused, naming that row', () => {
		expect(problemsOf(row(), row({ quantity: '2' }))).toEqual([
			'Row 2: system SKU "SYS-MUG" stands already in row 1 for platform SKU "MUG" of store US01.',
		]);
	});

	it('of other stores, platform SKUs, system SKUs or case are no repetition (B58, B59, B65)', () => {
		const rows = [
			row(),
			row({ store_code: '*' }),
			row({ platform_sku: 'mug' }),
			row({ system_sku: 'sys-mug' }),
		];
		expect(problemsOf(...rows)).toEqual([]);
	});

	it.each([[null], ['MUG'], [7], [['US01', 'MUG', 'SYS', 1]]])(
		'are objects, %j is refused',
		(raw) => {
			expect(problemsOf(raw)).toEqual([
				'Row 1: this is not a row with store_code, platform_sku, system_sku and quantity.',
			]);
		},
	);

	it('without a column are one problem of the table, which names the columns that are there', () => {
		const raw = { sku: 'A', system_sku: 'B' };
		expect(problemsOf(raw, raw, raw)).toEqual([
			'There are no columns platform_sku and quantity. Columns found: "sku", "system_sku". Rename the column, or name it under Column Names.',
		]);
	});

	it('where only some lack a column are a problem of these rows', () => {
		const raw = { store_code: '*', platform_sku: 'A', system_sku: 'B' };
		expect(problemsOf(row(), raw)).toEqual(['Row 2: there is no column quantity.']);
	});

	it('of a wrong sheet are one problem, however many there are', () => {
		const raw = Array.from({ length: 500 }, (_, index) => ({ Date: index, Amount: index * 2 }));
		expect(problemsOf(...raw)).toEqual([
			'There are no columns platform_sku, system_sku and quantity. Columns found: "Date", "Amount". Check that this is the right sheet and that its first row holds the column names.',
		]);
	});

	it('below a title in merged cells say where the header is', () => {
		const titled = (...cells: unknown[]) => ({
			'Product mapping 2026': cells[0],
			__EMPTY: cells[1],
			__EMPTY_1: cells[2],
			__EMPTY_2: cells[3],
		});
		const raw = [
			titled('valid from', 'May'),
			titled('Store Code', 'Platform SKU', 'System SKU', 'Quantity'),
			titled('*', 'MUG', 'SYS-MUG', 1),
		];
		const { problems } = readRows(raw, { firstRow: 2 });
		expect(problems.map(rowProblemText)).toEqual([
			expect.stringContaining(
				'Row 3 looks like the header: let the node that reads the file begin there.',
			),
		]);
	});

	it('with one value that happens to be a column name are no header', () => {
		const raw = { Date: 'May', Amount: 'quantity' };
		expect(problemsOf(raw)[0]).toContain('Check that this is the right sheet');
	});

	it('without any content are left out, and still counted', () => {
		const blank = { store_code: '', platform_sku: ' ', system_sku: null, quantity: undefined };
		expect(problemsOf(blank, {}, row({ quantity: 0 }), blank)).toEqual([
			'Row 3: quantity 0 is not a whole number of 1 or more.',
		]);
	});

	it('are counted from the number that the first one has in its file', () => {
		const { problems } = readRows([row(), row()], { firstRow: 2 });
		expect(problems.map(rowProblemText)).toEqual(['Row 3: it repeats row 2.']);
	});

	it('with two columns of one meaning are refused', () => {
		expect(problemsOf({ ...row(), 'Platform SKU': 'OTHER' })).toEqual([
			'Row 1: two columns mean platform_sku, and "Platform SKU" is the second one.',
		]);
	});

	it('are all reported at once, counted as the user counts; good rows are kept', () => {
		const { rows, problems } = readRows([
			row({ quantity: 0, system_sku: '' }),
			row(),
			row({ platform_sku: '' }),
			row({ quantity: '1,5' }),
		]);
		expect(rows).toHaveLength(1);
		expect(problems.map(({ row: number }) => number)).toEqual([1, 1, 3, 4, 4]);
	});
});
