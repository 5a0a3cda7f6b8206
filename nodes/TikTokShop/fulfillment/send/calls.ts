import type { IDataObject } from 'n8n-workflow';

import { scalarText } from '../../../shared/redact';
import { shipPackage } from '../../packages/packageCalls';
import type { Connection } from '../../transport/connection';
import { apiPath } from '../../transport/path';
import type { FulfillmentCall } from '../decide/shipment';

/** What a tracking number goes along with. */
export interface Tracking {
	trackingNumber: string;
	providerId: string;
}

export interface Accepted {
	packageId?: string;
	/** US: accepted, but number and provider do not look alike (TikTok Shop API §4.6). */
	warning?: string;
}

/** Makes a call that takes a tracking number to TikTok Shop (TikTok Shop API §4.6); Ship Package once for each package. */
export async function makeCall(
	connection: Connection,
	cipher: string,
	call: FulfillmentCall,
	{ trackingNumber, providerId }: Tracking,
): Promise<Accepted> {
	const shipment = { tracking_number: trackingNumber, shipping_provider_id: providerId };
	const write = async (path: string, body: object) =>
		await connection.write<IDataObject>({
			method: 'POST',
			path: `/fulfillment/202309${path}`,
			cipher,
			body,
		});
	switch (call.kind) {
		case 'shipPackage':
			for (const packageId of call.packageIds) {
				await shipPackage(connection, cipher, packageId, { self_shipment: shipment });
			}
			return { packageId: call.packageIds.join(',') };
		case 'updateShippingInfo':
			await write(apiPath`/orders/${call.orderId}/shipping_info/update`, shipment);
			return {};
		case 'updatePackageShippingInfo':
			await write(apiPath`/packages/${call.packageId}/shipping_info/update`, shipment);
			return { packageId: call.packageId };
		case 'markPackageAsShipped': {
			const { package_id: packageId, warning } = await write(
				apiPath`/orders/${call.orderId}/packages`,
				{
					...shipment,
					...(call.lineItemIds ? { order_line_item_ids: call.lineItemIds } : {}),
				},
			);
			const id = scalarText(packageId);
			const text = scalarText((warning as IDataObject | undefined)?.message);
			return { ...(id ? { packageId: id } : {}), ...(text ? { warning: text } : {}) };
		}
	}
}
