import type { Sandbox } from '../../sandbox';

/** An outbound order of two plates as the OMS of the sandbox has just accepted it; its numbers follow from `serial`. */
export const acceptOutbound = (sandbox: Sandbox, serial: number) =>
	sandbox.oms.accept({
		thirdOrderNo: `57646000000000${String(serial).padStart(4, '0')}`,
		platformOrderNo: '',
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 0,
		given: { storeName: 'USLC000001' },
		lines: [{ sku: 'SYS-PLATE', quantity: 2 }],
		carrier: '',
		trackNo: '',
	});
