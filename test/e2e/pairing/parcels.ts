import type { Sandbox } from '../../sandbox';

/** Orders of the American shop that the warehouse has shipped by a logistics channel. */
export function shipOrders(
	{ tiktok, oms }: Sandbox,
	count: number,
	logisticsChannel: string,
): void {
	for (let made = 0; made < count; made++) {
		const lines = [{ sellerSku: 'MUG-BLUE-350' }];
		const order = tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 });
		const outbound = oms.accept({
			...{ thirdOrderNo: order.id, platformOrderNo: order.id, referOrderNo: '' },
			...{ whCode: 'USLAX1', logisticsChannel, status: 2, carrier: '', trackNo: '' },
			given: { storeName: order.shop.code },
			lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }],
		});
		oms.ship(outbound);
	}
}
