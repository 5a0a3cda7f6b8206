import type { IExecuteFunctions } from 'n8n-workflow';

import { isFixed } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import {
	notAuthorizedException,
	unknownShop,
	unreadableShopException,
} from '../../shops/shopProblem';
import { keptShops } from '../../shops/kept';
import { chooseShops, isShop, type Shop } from '../../shops/shops';
import type { Connection } from '../../transport/connection';
import { connectionOf } from '../context';
import { ItemException, refuseInexactItem } from './itemException';

/**
 * The shop of one input item.
 *
 * @throws ItemException when an expression names a shop that is not authorized; NodeOperationError when the node itself names it
 */
export async function shopOfItem(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<{ connection: Connection; shop: Shop }> {
	const value: unknown = context.getNodeParameter('shop', itemIndex, '', { extractValue: true });
	refuseInexactItem('Shop', value);
	const connection = await connectionOf(context);
	const wanted = toText(value).trim();
	const { shops, unreadable } = await keptShops(connection, (list) =>
		list.shops.some((each) => isShop(each, wanted)),
	);
	const shop = shops.find((each) => isShop(each, wanted));
	if (shop) return { connection, shop };
	const unreadableMatch = unreadable.find((each) => isShop(each.shop, wanted));
	if (unreadableMatch && wanted) {
		throw new ItemException({
			shop: unreadableMatch.shop,
			exception: unreadableShopException(unreadableMatch),
		});
	}
	if (isFixed(context, 'shop')) {
		chooseShops(shops, { shops: [wanted] }, context.getNode(), itemIndex);
	}
	const unknown = unknownShop(wanted);
	throw new ItemException({ shop: unknown, exception: notAuthorizedException(unknown, shops) });
}
