import { NodeOperationError, type FunctionsBase } from 'n8n-workflow';

import { momentIn } from '../../shared/moment';
import { toText } from '../../shared/text';

/**
 * The moment in Not Before.
 *
 * @returns epoch s; undefined where none is given
 * @throws NodeOperationError when it is no date
 */
export function notBeforeIn(
	context: Pick<FunctionsBase, 'getNode' | 'getTimezone'>,
	value: unknown,
): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const moment = momentIn(context.getTimezone(), value);
	if (moment !== undefined) return Math.floor(moment / 1_000);
	throw new NodeOperationError(context.getNode(), `Not Before "${toText(value)}" is no date`, {
		description: 'Use a date such as 2026-11-24T08:00:00Z.',
	});
}
