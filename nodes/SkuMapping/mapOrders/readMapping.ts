import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { PROBLEMS_LISTED, rowsLeftOut } from '../../shared/table/leftOut';
import type { MappingIndex } from '../mapping/mappingIndex';
import { hasTextMarks, namesOf, rawTableOf } from '../parameters/mappingSource';
import { rowProblemText, type RowProblem } from '../mapping/rowProblems';
import type { UnusableRows } from '../mapping/unusableRows';
import { evaluateMapping, type EvaluatedMapping } from '../mapping/evaluateMapping';
import { count, listed } from '../../shared/text';

const PROBLEMS_IN_MESSAGE = 3;

/**
 * Reads and indexes the mapping once for all orders of this execution.
 *
 * @param mayBeEmpty  whether a mapping without rows is allowed, because a fallback finds SKUs without rows
 * @param refuseAll   whether one unusable row fails the run
 * @throws NodeOperationError  there are no rows, a column is missing, or no row names a SKU
 */
export async function readMapping(
	context: IExecuteFunctions,
	mayBeEmpty: boolean,
	refuseAll: boolean,
): Promise<MappingIndex> {
	const names = namesOf(context);
	const table = await rawTableOf(context, names);
	const verdict = evaluateMapping(table, { names, textMarks: hasTextMarks(context) });
	const { rows, problems, fine, unusable, index } = verdict;
	if (rows.length === 0 && problems.length === 0 && !mayBeEmpty) {
		throw new NodeOperationError(
			context.getNode(),
			'The mapping has no rows. Nothing was mapped.',
			{
				description:
					'Add at least one row with platform_sku, system_sku and quantity to the Mapping Source.',
			},
		);
	}
	if (problems.length === 0) return index;
	if (refuseAll || isNoMapping(verdict)) throw unusableMappingError(context, problems, fine.length);
	const hint = unusableRowsHint(unusable);
	if (hint) context.addExecutionHints({ message: hint, type: 'warning', location: 'outputPane' });
	return index;
}

/** Whether the whole table is wrong: a column is missing, it is another sheet, or no row names a SKU. */
function isNoMapping({ rows, problems, fine, unusable }: EvaluatedMapping): boolean {
	const twice = new Set(
		problems.filter(({ code }) => code === 'COLUMN_TWICE').map(({ row }) => row),
	);
	return (
		problems.some(({ row }) => row === null) ||
		twice.size === rows.length ||
		(fine.length === 0 && unusable.withoutSku.length === unusable.rows.length)
	);
}

/** Hint in the editor: which rows are left out, and for which of them no order waits. */
function unusableRowsHint({ rows, withoutSku: nameless }: UnusableRows): string | undefined {
	if (rows.length === 0) return undefined;
	const shown = rows.slice(0, PROBLEMS_LISTED).flatMap(({ reasons }) => reasons);
	const hidden = rows.length - Math.min(rows.length, PROBLEMS_LISTED);
	const more = hidden > 0 ? ` And ${count(hidden)} more.` : '';
	const numbers = nameless.slice(0, PROBLEMS_LISTED).map(({ row }) => String(row));
	const without =
		numbers.length > 0 ? ` No order waits for ${listed(numbers)}: no platform SKU is there.` : '';
	return `${rowsLeftOut(rows.length, 'mapping')} ${shown.join(' ')}${more}${without}`;
}

/** One error for all problems. The message stays short because it may go with every order; the description lists them. */
function unusableMappingError(
	context: IExecuteFunctions,
	problems: readonly RowProblem[],
	fine: number,
): NodeOperationError {
	const texts = problems.map(rowProblemText);
	const first = texts.slice(0, PROBLEMS_IN_MESSAGE).join(' ');
	const hidden = texts.length - Math.min(texts.length, PROBLEMS_IN_MESSAGE);
	const more = hidden > 0 ? ` And ${count(hidden)} more.` : '';
	const listed = texts.slice(0, PROBLEMS_LISTED).join('\n');
	const beyond = texts.length > PROBLEMS_LISTED ? `\n… ${count(texts.length)} in all.` : '';
	return new NodeOperationError(
		context.getNode(),
		`${first}${more} ${count(fine)} ${fine === 1 ? 'row is' : 'rows are'} fine; nothing was mapped.`,
		{
			description: `Correct these rows in the Mapping Source and run again; waiting orders come back at the next poll.\n${listed}${beyond}`,
		},
	);
}
