import type { IDataObject } from 'n8n-workflow';

import { TABLE_CASES, type TableCase } from '../../fixtures/tables/cases';
import { FileItem, runSkuMapping } from './run';

/** The file as the form gives it, and behind it the rows that n8n reads of a workbook, where errors are empty cells. */
const itemsOf = ({ data, sheet = [] }: TableCase): Array<IDataObject | FileItem> => [
	new FileItem(data),
	...sheet.map((cells) => ({
		row: cells.map((cell) => (cell !== null && typeof cell === 'object' ? null : cell)),
	})),
];

const SOURCE = { mappingSource: 'file' };

const check = async (each: TableCase) => {
	const parameters = { ...SOURCE, operation: 'checkMapping', encoding: each.encoding ?? 'auto' };
	const { outputs } = await runSkuMapping(parameters, [itemsOf(each)]);
	const [fine, problems, [summary]] = outputs;
	return { fine, problems, summary };
};

describe('a file that people upload as their mapping', () => {
	it.each(TABLE_CASES.map((each) => [each.id, each.what, each] as const))(
		'%s, %s: check gives the verdict that the import acts on',
		async (_, __, each) => {
			const { fine, problems } = await check(each);
			const reasons = problems.map(({ reason }) => String(reason)).join('\n');
			for (const says of each.says ?? []) expect(reasons).toMatch(says);
			const refused = problems.filter(({ severity }) => severity === 'refused');
			if (!each.rows) return expect(refused).not.toEqual([]);
			expect(refused).toEqual([]);
			expect(
				fine.map((row) => [row.store_code, row.platform_sku, row.system_sku, row.quantity]),
			).toEqual(each.rows);
		},
	);

	it('has a size that is looked at before it is read', async () => {
		const [each] = TABLE_CASES;
		const data = Buffer.alloc(6 * 1_024 * 1_024, 'a');
		const { problems } = await check({ ...each, data });
		expect(problems).toMatchObject([{ code: 'FILE_UNREADABLE', severity: 'refused' }]);
		expect(problems[0].reason).toMatch(/more than 5 MB/);
	});
});
