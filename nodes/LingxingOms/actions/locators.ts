import { locatorOf } from '../../shared/parameters';

export const warehouseLocator = locatorOf({
	displayName: 'Warehouse',
	name: 'warehouse',
	description: 'Warehouse that ships the orders',
	search: 'searchWarehouses',
	other: { displayName: 'By Code', name: 'code', placeholder: 'e.g. USLAX1' },
});

export const channelLocator = locatorOf({
	displayName: 'Logistics Channel',
	name: 'logisticsChannel',
	description: 'Logistics channel of the chosen warehouse',
	search: 'searchLogisticsChannels',
	other: { displayName: 'By Code', name: 'code', placeholder: 'e.g. USPS-GA' },
});
