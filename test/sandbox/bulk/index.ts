export { BULK_PACE, BulkTraffic as BulkPeople } from './traffic';
export { planBulkOrders, type BulkOptions, type BulkScenario, type PlannedOrder } from './plan';
export { addBulkShops, BULK_SHOPS } from './shops';
