import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { HOUR_MS } from '../../../shared/durations';
import { optionalInput } from '../../../shared/optionalInput';
import { optionsOf, showFor } from '../../../shared/parameters';
import { commaSeparated } from '../../../shared/text';
import { exceptionFacts } from '../../digest/exceptionFacts';
import type { Fact } from '../../digest/fact';
import { givenFacts } from '../../digest/givenFacts';
import { makeDigest } from '../../digest/makeDigest';
import { ToldFacts } from '../../digest/toldFacts';

type Tell = 'everything' | 'urgent' | 'given';

interface Options {
	overdueAfterHours?: number;
	warnDaysBefore?: string;
}

export const option = {
	name: 'Make Digest',
	description: 'Write one message of what is new, each fact once, until it changes',
	action: 'Make a digest of what is new',
};

export const inputs = ['Desk Rows', 'Told Rows', 'Facts'];

export const outputs = ['Digest', 'Told Now', 'Seen Again', 'To Forget'];

const TOLD_INPUT = 1;
const FACTS_INPUT = 2;

export const description: INodeProperties[] = showFor('exception', 'makeDigest', [
	{
		displayName: 'Tell',
		name: 'tell',
		type: 'options',
		options: [
			{ name: 'Everything That Is New', value: 'everything' },
			{
				name: 'Only New Facts of the Third Input',
				value: 'given',
				description: 'For other workflows that have something to tell',
			},
			{
				name: 'Only What Is Urgent',
				value: 'urgent',
				description:
					'Overdue or due within 8 hours; shops and workflows that fail; CANCELLED_TOO_LATE, CHANGED_TOO_LATE, WAREHOUSE_EXCEPTION',
			},
		],
		default: 'everything',
		description: 'What is left out is told later',
	},
	{
		displayName: 'Lines at Most',
		name: 'maxLines',
		type: 'number',
		typeOptions: { minValue: 30 },
		default: 60,
		description: 'Lines of the text. What has no room is counted.',
	},
	optionsOf([
		{
			displayName: 'Overdue After (Hours)',
			name: 'overdueAfterHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 24,
			description: 'What waits for so long is told once more. 0 for never.',
		},
		{
			displayName: 'Warn Days Before',
			name: 'warnDaysBefore',
			type: 'string',
			default: '30, 7, 1',
			description: 'Comma-separated; days before the end of the authorisation',
		},
	]),
]);

/**
 * Outputs: the digest, none where there is nothing to tell; the rows to write into the table of what was told once it has been sent; the
 * rows of failures that go on; the rows to delete. Inputs: rows of the exception desk, open and closed; rows of what was told; items of
 * Audit > Compare, Order > Check Deadlines and Authorization > Get, of the Error Trigger, and of nodes that continue on error.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [desk, toldRows, given] = [0, TOLD_INPUT, FACTS_INPUT].map((input) =>
		optionalInput(this, input).map(({ json }) => json),
	);
	const tell = this.getNodeParameter('tell', 0, 'everything') as Tell;
	const options = (this.getNodeParameter('options', 0, {}) ?? {}) as Options;
	const told = new ToldFacts(toldRows);
	const now = Date.now();
	const overdueAfter = (options.overdueAfterHours ?? 24) * HOUR_MS || Infinity;
	const warnDays = daysIn(options.warnDaysBefore ?? '30, 7, 1');
	const facts: Fact[] = [
		...givenFacts(given, told, warnDays),
		...(tell === 'given' ? [] : exceptionFacts(desk, told, now, overdueAfter)),
	];
	const { digest, toldNow, seenAgain, toForget } = makeDigest(facts, told, {
		onlyUrgent: tell === 'urgent',
		now,
		maxLines: this.getNodeParameter('maxLines', 0, 60) as number,
	});
	// The facts of the desk were not looked at, so none of them is known to be gone.
	const forgotten = tell === 'given' ? [] : toForget;
	return await Promise.resolve([digest ? [digest] : [], toldNow, seenAgain, forgotten].map(items));
}

function items(rows: readonly object[]): INodeExecutionData[] {
	return rows.map((row) => ({ json: row as IDataObject, pairedItem: { item: 0 } }));
}

function daysIn(value: unknown): number[] {
	return commaSeparated(value).map(Number).filter(Number.isFinite);
}
