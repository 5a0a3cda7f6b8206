import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OrderException } from '../../shared/exceptions';
import { decideCorrection } from './decide/correction';
import type { FulfillmentRun } from './run/fulfillmentRun';
import { explainCall } from './decide/explain';
import type { FoundOrder } from './run/findOrders';
import { planSteps, planUpdate, shippedParcels } from './decide/plan';
import { fulfillmentOf } from './send/result';
import type { ShipmentFields } from './run/shipmentFields';
import { forEachShipment, type ShipmentResult } from './run/forEachShipment';

export const option = {
	name: 'Check',
	description: 'Say which call would be made for each order and why, without making it',
	action: 'Check fulfillment',
};

/** Check: what Update Fulfillment would do for each item, by which call and why; nothing is sent. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachShipment(this, check);
}

async function check(
	run: FulfillmentRun,
	shipment: ShipmentFields,
	found: FoundOrder,
): Promise<ShipmentResult> {
	const plan = await planUpdate(run, shipment, found);
	if (!('exception' in plan)) {
		return { fulfillment: fulfillmentOf(found, plan.steps, plan.provider, 'preview') };
	}
	const { exception } = plan;
	if (exception.code !== 'TRACKING_CONFLICT') return plan;
	const correction = correctionOf(run, shipment, found);
	return { exception: { ...exception, details: { ...exception.details, correction } } };
}

/** Whether Correct Tracking could put the other number in place. */
function correctionOf(
	run: FulfillmentRun,
	shipment: ShipmentFields,
	found: FoundOrder,
): { possible: boolean; why: string; code?: OrderException['code'] } {
	const { region } = found.shop;
	const now = Math.floor(Date.now() / 1_000);
	const plan = planSteps(run, shipment, found, shippedParcels(found, shipment), (parcel) =>
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
