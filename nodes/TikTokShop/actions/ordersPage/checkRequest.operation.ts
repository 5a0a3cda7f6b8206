import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { fieldsOf } from '../../../shared/fields';
import { toText } from '../../../shared/text';
import { pageKeyState } from '../../ordersPage/pageKey';
import { ASKED, readPageRequest, WRITES, type PageRequest } from '../../ordersPage/pageRequest';
import { UsedRequests } from '../../ordersPage/usedRequests';
import { pageIdOf, pageSecretOf } from './pageSecret';

export const option = {
	name: 'Check Request',
	description: 'Say what the orders page asks for, and refuse what did not come from it',
	action: 'Check a request of the orders page',
};

export const outputs = [
	'Start',
	'Orders',
	'Pull',
	'Try Again',
	'Cancel by Hand',
	'Add Mapping',
	'Add Pairing',
	'Providers',
	'System SKUs',
	'Refused',
];

const used = new UsedRequests();

/**
 * The input item is that of a Webhook node. A request is taken when it carries the key of a page that this workflow has made, and when
 * its number is new, where it changes something. All others leave by Refused, with the reason in `refused`: `wrong`, `expired`, `again`
 * or `unusable`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const routed: INodeExecutionData[][] = outputs.map(() => []);
	const secret = await pageSecretOf(this);
	this.getInputData().forEach(({ json }, item) => {
		const pairedItem = { item };
		const answer = requestIn(json, secret, pageIdOf(this));
		if ('refused' in answer) {
			routed[outputs.length - 1].push({ json: answer, pairedItem });
			return;
		}
		const items = answer.items.map((each) => ({ json: each, pairedItem }));
		routed[ASKED.indexOf(answer.asked)].push(...items);
	});
	return routed;
}

function requestIn(
	json: IDataObject,
	secret: string,
	page: string,
): PageRequest | { refused: string; message: string } {
	const { key, request } = fieldsOf(json.body);
	const state = pageKeyState(secret, page, toText(key), Date.now());
	if (state !== 'valid') return { refused: state, message: MESSAGES[state] };
	const read = readPageRequest(request);
	if ('problem' in read) return { refused: 'unusable', message: `${read.problem}.` };
	const isNew = !WRITES.includes(read.asked) || used.take(toText(key), read.once);
	return isNew ? read : { refused: 'again', message: MESSAGES.again };
}

const MESSAGES = {
	wrong: 'This request did not come from the orders page.',
	expired: 'The page was open for too long. Load it again.',
	again: 'This was asked before, and is done once.',
};
