import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { showFor, SIMPLIFY } from '../../../shared/parameters';
import { scalarText } from '../../../shared/redact';
import { isoTime } from '../../orders/orderItem';
import { orderIdsIn, packageDetail } from '../../packages/packageCalls';
import { arrayIn, UnreadableList } from '../../transport/listIn';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';
import { packageIdOf } from './packageId';

type ApiPackage = Record<string, unknown> & {
	package_id?: string;
	package_status?: string;
	shipping_type?: string;
	shipping_provider_id?: string;
	shipping_provider_name?: string;
	tracking_number?: string;
	delivery_option_id?: string;
	split_and_combine_tag?: string;
	create_time?: number;
	update_time?: number;
};

export const option = {
	name: 'Get',
	description: 'Retrieve a package with its tracking number',
	action: 'Get a package',
};

export const description: INodeProperties[] = showFor('package', 'get', [
	shopLocator,
	{
		displayName: 'Package ID',
		name: 'packageId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1152921504606846976',
		description: "ID of the package, e.g. from an order's packages",
	},
	SIMPLIFY,
]);

/** Get Package Detail (TikTok Shop API §4.6). */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const packageId = packageIdOf(this, itemIndex, /./);
	const { connection, shop } = await chosenShop(this, itemIndex);
	const detail = (await packageDetail(connection, shop, packageId)) as ApiPackage;
	if (!scalarText(detail.package_id)) {
		throw new UnreadableList('data', 'has no package_id');
	}
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	return [simplify ? simplified(detail) : (detail as IDataObject)];
}

function simplified(detail: ApiPackage): IDataObject {
	return {
		packageId: detail.package_id,
		status: detail.package_status ?? '',
		orderIds: orderIdsIn(detail),
		lineItemIds: arrayIn(detail, 'order_line_item_ids').map(scalarText),
		shippingType: detail.shipping_type ?? '',
		shippingProviderId: detail.shipping_provider_id ?? '',
		shippingProvider: detail.shipping_provider_name ?? '',
		trackingNumber: detail.tracking_number ?? '',
		deliveryOptionId: detail.delivery_option_id ?? '',
		splitOrCombined: detail.split_and_combine_tag ?? '',
		createdAt: isoTime(detail.create_time),
		updatedAt: isoTime(detail.update_time),
	};
}
