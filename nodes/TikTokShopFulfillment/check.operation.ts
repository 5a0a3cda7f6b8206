import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OrderException } from '../shared/exceptions';
import { decideCorrection } from './correction';
import type { Desk } from './desk';
import { explainCall } from './explain';
import type { FoundOrder } from './findOrders';
import { planSteps, planUpdate, shippedParcels } from './plan';
import { fulfillmentOf } from './result';
import type { ShipmentFields } from './shipmentFields';
import { forEachShipment, type Result } from './work';

/** Check: what Update Fulfillment would do for each item, by which call and why; nothing is sent. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachShipment(this, check);
}

async function check(desk: Desk, shipment: ShipmentFields, found: FoundOrder): Promise<Result> {
	const plan = await planUpdate(desk, shipment, found);
	if (!('exception' in plan)) {
		return { fulfillment: fulfillmentOf(found, plan.steps, plan.provider, 'preview') };
	}
	const { exception } = plan;
	if (exception.code !== 'TRACKING_CONFLICT') return plan;
	const correction = correctionOf(desk, shipment, found);
	return { exception: { ...exception, details: { ...exception.details, correction } } };
}

/** Whether Correct Tracking could put the other number in place. */
function correctionOf(
	desk: Desk,
	shipment: ShipmentFields,
	found: FoundOrder,
): { possible: boolean; why: string; code?: OrderException['code'] } {
	const { region } = found.shop;
	const now = Math.floor(Date.now() / 1_000);
	const plan = planSteps(desk, shipment, found, shippedParcels(found, shipment), (parcel) =>
		decideCorrection(found.order, region, { ...parcel, providerId: '' }, now),
	);
	if ('exception' in plan) {
		return { possible: false, why: plan.exception.message, code: plan.exception.code };
	}
	const calls = plan.steps.flatMap(({ call }) => call ?? []);
	return {
		possible: true,
		why: `Correct Tracking would call ${calls.map((call) => explainCall(call, region)).join(' ')}`,
	};
}
