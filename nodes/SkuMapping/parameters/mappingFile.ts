import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { MOST_TABLE_BYTES, readFileOf } from '../../shared/binaryFile';
import { fileKindOf } from '../../shared/table/fileKind';
import { DETECT } from '../../shared/table/encodings';
import { readSheetItems, readTextFile, type RawTable } from '../../shared/table/rawTable';
import { toText } from '../../shared/text';
import type { ColumnNames } from '../mapping/columns';
import { inputItems } from './connections';

/**
 * The table of the Mapping input. A text file is read from its bytes, a worksheet from the items of Extract from File with
 * Header Row off, which come after the item with the file or without it.
 *
 * The content of a file decides what it is, not its name. A file that is no table has a `problem`.
 */
export async function readMappingFile(
	context: IExecuteFunctions,
	names: ColumnNames,
): Promise<RawTable> {
	const items = inputItems(context, 'Mapping');
	const field = toText(context.getNodeParameter('binaryPropertyName', 0, 'data'));
	const files = items.flatMap(({ binary }) => binary?.[field] ?? []);
	if (files.length > 1) {
		return problem(`The Mapping input has ${files.length} files; a mapping is one file`);
	}
	const rows = items.filter(({ binary }) => !binary?.[field]).map(({ json }) => json);
	if (files.length === 1) return await readFile(context, files[0], rows, names);
	const others = [...new Set(items.flatMap(({ binary }) => Object.keys(binary ?? {})))];
	if (others.length > 0) {
		const found = others.map((name) => `"${name}"`).join(', ');
		return problem(
			`No item of the Mapping input has a file in "${field}"; files are in ${found}. Correct Input Binary Field`,
		);
	}
	return readSheetItems(rows, names) ?? { rows, firstRow: 2 };
}

/** @param sheetRows  items after the file */
async function readFile(
	context: IExecuteFunctions,
	file: IBinaryData,
	sheetRows: readonly unknown[],
	names: ColumnNames,
): Promise<RawTable> {
	const read = await readFileOf(context, file, MOST_TABLE_BYTES);
	if (!('content' in read)) {
		return problem(
			read.problem === 'too large'
				? 'The file has more than 5 MB. Remove pictures and other sheets, or save it as "CSV UTF-8"'
				: 'The file cannot be read. Upload it again',
		);
	}
	const { content: bytes } = read;
	const found = fileKindOf(bytes);
	if (found.kind === 'other') {
		return problem(`The file is not a table that can be read: ${found.what}`);
	}
	if (found.kind === 'text') {
		const encoding = toText(context.getNodeParameter('encoding', 0, DETECT));
		return readTextFile(bytes, encoding, names);
	}
	return (
		readSheetItems(sheetRows, names) ??
		problem(
			'The file is a workbook (XLSX), and no rows of it came with it. Give it a name that ends with .xlsx, and look whether its first sheet holds the table',
		)
	);
}

function problem(sentence: string): RawTable {
	return { rows: [], firstRow: 1, problem: sentence };
}
