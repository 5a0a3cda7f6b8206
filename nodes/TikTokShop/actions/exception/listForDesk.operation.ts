import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { optionalInput } from '../../../shared/optionalInput';
import { showFor } from '../../../shared/parameters';
import { readFilters } from '../../desk/deskAnswer';
import { deskEntries, fittingEntries, isNamed } from '../../desk/deskEntries';
import { deskList } from '../../desk/deskList';
import { deskPage } from '../../desk/deskPage';
import { nothingPage } from '../../desk/lastPage';
import { readOrderFacts } from '../../desk/readOrderFacts';
import { connectionOf } from '../context';
import { FORM_ADDRESSES, MANUAL_SYNC_ADDRESS, waysOf } from './formAddresses';

export const option = {
	name: 'List for the Desk',
	description: 'List what waits, by reason, as a page of a form in which several can be ticked',
	action: 'List what waits for the exception desk',
};

export const inputs = ['Filters', 'Desk Rows'];

export const outputs = ['Page', 'Nothing to Show'];

export const description: INodeProperties[] = showFor('exception', 'listForDesk', [
	...FORM_ADDRESSES,
	MANUAL_SYNC_ADDRESS,
]);

const DESK_INPUT = 1;
/** Orders that are read for their latest shipping times and SKUs, the longest waiting first: twenty calls. */
const MOST_READ = 1_000;

/**
 * Filters is the answer of a form with the fields Shop, Reason, Order ID or SKU, and Show. Page: `page` for the parameter Form Fields of n8n's
 * Form node, and `listed`, the rows as they are shown, for Decide. Nothing to Show: `title` and `message` of a last page.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [asked] = this.getInputData();
	if (!asked) return [[], []];
	const filters = readFilters(asked.json);
	const entries = deskEntries(optionalInput(this, DESK_INPUT).map(({ json }) => json));
	const fitting = fittingEntries(entries, filters);
	const named = fitting.filter((entry) => isNamed(entry, filters.text));
	const isSearch = filters.text !== '' && named.length === 0;
	// More than are shown: what came last may have to leave first.
	const toRead = (named.length > 0 ? named : fitting).slice(0, MOST_READ);
	const { orders, unread } = await readOrderFacts(async () => await connectionOf(this), toRead);
	const list = deskList(fitting, filters.text, orders);
	const pairedItem = { item: 0 };
	if (list.count === 0) {
		const json = nothingPage(entries.length === 0, filters.text, waysOf(this));
		return [[], [{ json: json as unknown as IDataObject, pairedItem }]];
	}
	const remarks = {
		timezone: this.getTimezone(),
		unread,
		unsearched: isSearch ? fitting.length - toRead.length : 0,
	};
	const listed = list.groups.flatMap(({ entries: ofGroup }) => ofGroup);
	const { count, leftOut } = list;
	const json = { count, leftOut, page: deskPage(list, remarks), listed };
	return [[{ json: json as unknown as IDataObject, pairedItem }], []];
}
