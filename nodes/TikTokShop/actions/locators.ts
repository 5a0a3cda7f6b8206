import { locatorOf } from '../../shared/parameters';

export const shopLocator = locatorOf({
	displayName: 'Shop',
	name: 'shop',
	description: 'Shop of the authorisation',
	search: 'searchShops',
	other: { displayName: 'By ID or Code', name: 'id', placeholder: 'e.g. 7490000000000000001' },
});

export const warehouseLocator = locatorOf({
	displayName: 'Store Warehouse',
	name: 'warehouse',
	description: 'Warehouse as set on TikTok Shop',
	search: 'searchWarehouses',
	other: { displayName: 'By ID', name: 'id', placeholder: 'e.g. 7300000000000000101' },
});
