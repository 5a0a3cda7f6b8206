export { BULK_PACE, BulkPeople } from './people';
export { planBulkOrders, type BulkOptions, type BulkStory, type PlannedOrder } from './plan';
export { addBulkShops, BULK_SHOPS } from './shops';
