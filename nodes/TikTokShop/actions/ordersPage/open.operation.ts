import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { fieldsOf } from '../../../shared/fields';
import { hostOf, ordersPage } from '../../ordersPage/page';
import { newPageKey } from '../../ordersPage/pageKey';
import { pageIdOf, pageSecretOf } from './pageSecret';

export const option = {
	name: 'Open',
	description: 'Make the web page that shows the orders, for a Respond to Webhook node',
	action: 'Open the orders page',
};

/** The page in `html`, with a key by which it asks for twelve hours. The input item is that of a Webhook node. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const headers = fieldsOf(this.getInputData()[itemIndex].json.headers);
	const key = newPageKey(await pageSecretOf(this), pageIdOf(this), Date.now());
	return [{ html: ordersPage(key, hostOf(headers)) }];
}
