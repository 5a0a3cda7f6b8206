import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';

import { ACKNOWLEDGED } from '../../shared/handOver';
import { assertExact } from '../../shared/parameters';
import { secondsOf } from '../../shared/typedValues';
import { DAY, MINUTE } from '../../shared/durations';
import type { OrderChange } from '../../shared/orderItem';
import { CHANGE_STATUSES } from '../orders/change';
import { DEFAULT_STATUS } from '../orders/orderStatus';
import { credentialOf } from '../transport/credentialChoice';
import type { EmitMode } from './emitRules';
import type { PendingRules } from './stream';

interface Options {
	expectedRegion?: string;
	expectedSellerType?: string;
	auditMinutes?: number;
	includeCancelRequested?: boolean;
	maxOrders?: number;
	minimumAgeMinutes?: number;
	notBefore?: string;
}

/** The trigger's parameters in the form that the poll needs. */
export interface Settings {
	rules: PendingRules;
	statuses: readonly string[];
	shops: string[];
	options: Options;
}

/** @throws NodeOperationError when no order status or no store warehouse is chosen */
export function settingsOf(context: IPollFunctions): Settings {
	const value = <T>(name: string, fallback: T) => context.getNodeParameter(name, fallback) as T;
	const options = value<Options>('options', {});
	const isOfChanges = value<string>('event', 'waiting') === 'changed';
	const changes = isOfChanges ? changesOf(context) : undefined;
	const statuses = isOfChanges ? CHANGE_STATUSES : statusesOf(context);
	const emit = isOfChanges ? ACKNOWLEDGED : value<EmitMode>('emit', ACKNOWLEDGED);
	const isWarehouseScope = value<string>('orderScope', 'all') === 'storeWarehouse';
	const warehouseIds = isWarehouseScope ? value<string[]>('warehouses', []) : [];
	assertExact(context, undefined, 'Store Warehouse', warehouseIds);
	assertExact(context, undefined, 'Shop', value('shops', []));
	if (isWarehouseScope && warehouseIds.length === 0) {
		throw new NodeOperationError(context.getNode(), 'No store warehouse is chosen', {
			description: 'Choose at least one under Store Warehouse, or set Order Scope to All Orders.',
		});
	}
	const notBefore = secondsOf(options.notBefore);
	return {
		statuses,
		shops: value<string[]>('shops', []),
		options,
		rules: {
			emit,
			firstPull: value('firstPullDays', 5) * DAY,
			window: value('windowDays', 2) * DAY,
			auditEvery: emit === 'untilShipped' ? 0 : (options.auditMinutes ?? 60) * MINUTE,
			shippingType: value('shippingType', 'SELLER'),
			warehouseIds,
			includeCancelRequested: options.includeCancelRequested ?? false,
			minimumAge: (options.minimumAgeMinutes ?? 0) * MINUTE,
			...(notBefore === undefined ? {} : { notBefore }),
			...(changes ? { changes } : {}),
			keepRaw: !value('simplify', true),
			maxOrders: options.maxOrders ?? 5_000,
		},
	};
}

export function credentialId(context: IPollFunctions): string | null | undefined {
	const node = context.getNode();
	return node.credentials?.[credentialOf(node)]?.id;
}

/** @throws NodeOperationError when none is chosen */
function statusesOf(context: IPollFunctions): string[] {
	const statuses = context.getNodeParameter('orderStatus', [DEFAULT_STATUS]) as string[];
	if (statuses.length > 0) return statuses;
	throw new NodeOperationError(context.getNode(), 'No order status is chosen', {
		description: 'Choose at least one under Order Status, usually Awaiting Shipment.',
	});
}

/** @throws NodeOperationError when none is chosen */
function changesOf(context: IPollFunctions): OrderChange[] {
	const changes = context.getNodeParameter('changes', []) as OrderChange[];
	if (changes.length > 0) return changes;
	throw new NodeOperationError(context.getNode(), 'No change is chosen', {
		description: 'Choose at least one under Changes, usually Cancelled.',
	});
}

/**
 * Key of the stored state: if one of these settings changes, everything is read again. What was handed over for one event says nothing
 * about the other, so the event belongs to the credential.
 */
export function stateKey(context: IPollFunctions, { rules }: Settings): string {
	const { shippingType, warehouseIds, includeCancelRequested, firstPull, notBefore, changes } =
		rules;
	return JSON.stringify([
		changes ? `${credentialId(context)}|changed` : credentialId(context),
		shippingType,
		warehouseIds,
		includeCancelRequested,
		firstPull,
		...(notBefore === undefined ? [] : [notBefore]),
		...(changes ? [changes] : []),
	]);
}
