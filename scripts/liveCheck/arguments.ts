import { parseArgs } from 'node:util';

import { NO_SHIPPING_CHANNEL } from '../../nodes/LingxingOms/outbound/create/createRequest';
import { isOwnNetwork, urlProblem } from '../../nodes/shared/url';
import type { Choices } from './context';

/** The user's mistake: shown without a stack. */
export class UsageError extends Error {}

export const HELP = `npm run live-check -- [options]

Tries what this package assumes about TikTok Shop and the OMS, and writes a report without keys, names and addresses.

  --report FILE           where the report goes (default: live-check-report.md)
  --link                  only makes the authorization link that is tried, from the link of your app
  --link-refused          that link showed an error: the redirected URL comes from the plain link
  --only tiktok|oms       one service only
  --shop NAME             shop to use: its name, code or ID (default: the first one)
  --by-hand               also asks you to change an address and a seller SKU of --order
  --write                 also writes: test orders in the OMS, and the tracking number of --order
  --order ID              the one order of TikTok Shop that may be changed
  --through               makes the outbound order of --order, waits until the warehouse ships it, and sends its number
  --channel CODE          logistics channel of that outbound order
  --wait MINUTES          how long to wait for the warehouse (default: 45)
  --tracking-number N     number to send for it, with --provider ID of a shipping provider
  --corrected-number N    number that replaces it
  --cancel-order ID       another order, which is cancelled; a request of its buyer is rejected before, or with --approve approved
  --cancel-reason NAME    reason for it (default: seller_cancel_reason_out_of_stock)
  --warehouse CODE        warehouse of the test orders in the OMS, with --sku SYSTEM-SKU
  --test-channel CODE     logistics channel of the test orders (default: No_Shipping_Service)
  --auth-host, --api-host, --oms-host URL   other addresses, such as those of the sandbox

Keys are asked for, or taken from the environment:
  TIKTOK_SHOP_APP_KEY, TIKTOK_SHOP_APP_SECRET, TIKTOK_SHOP_REDIRECTED_URL (or TIKTOK_SHOP_ACCESS_TOKEN)
  OMS_APP_KEY, OMS_APP_SECRET
`;

export interface Arguments {
	report: string;
	link: boolean;
	help: boolean;
	only: '' | 'tiktok' | 'oms';
	write: boolean;
	byHand: boolean;
	through: boolean;
	hosts: { auth: string; api: string; oms: string };
	/** Whether all hosts are the real ones. */
	isLive: boolean;
	/** Whether all hosts are of the own network, such as the sandbox. */
	isOwnNetwork: boolean;
	choices: Omit<Choices, 'redirectedUrl'>;
}

/** The real hosts (TikTok Shop API §1, OMS API §1). */
const LIVE = {
	auth: 'https://auth.tiktok-shops.com',
	api: 'https://open-api.tiktokglobalshop.com',
	oms: 'https://api.xlwms.com/openapi',
};

const TEXT = { type: 'string', default: '' } as const;
const SWITCH = { type: 'boolean', default: false } as const;

/** @throws UsageError when an argument is unknown, or does not fit the others */
export function readArguments(args: string[]): Arguments {
	const { values } = parsed(args);
	const hosts = {
		auth: values['auth-host'] || LIVE.auth,
		api: values['api-host'] || LIVE.api,
		oms: values['oms-host'] || LIVE.oms,
	};
	for (const [name, host] of Object.entries(hosts)) {
		const problem = urlProblem(host);
		if (problem) throw new UsageError(`--${name}-host cannot be used: ${problem}.`);
	}
	const { only } = values;
	if (only !== '' && only !== 'tiktok' && only !== 'oms') {
		throw new UsageError('--only must be tiktok or oms.');
	}
	const choices = {
		linkRefused: values['link-refused'],
		shop: values.shop,
		orderId: values.order,
		trackingNumber: values['tracking-number'],
		correctedNumber: values['corrected-number'],
		providerId: values.provider,
		cancelOrderId: values['cancel-order'],
		cancelReason: values['cancel-reason'],
		approve: values.approve,
		warehouseCode: values.warehouse,
		systemSku: values.sku,
		channel: values.channel,
		testChannel: values['test-channel'],
		waitMinutes: Number(values.wait),
	};
	const byHand = values['by-hand'];
	const { write, through, help, link, report } = values;
	const problem = choiceProblem(choices, { write, byHand, through });
	if (problem) throw new UsageError(problem);
	const isLive = Object.entries(LIVE).every(
		([name, host]) => hosts[name as keyof typeof LIVE] === host,
	);
	const isOwn = Object.values(hosts).every((host) => isOwnNetwork(new URL(host)));
	const switches = { link, help, write, byHand, through };
	return { report, only, hosts, isLive, isOwnNetwork: isOwn, choices, ...switches };
}

function parsed(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				report: { type: 'string', default: 'live-check-report.md' },
				link: SWITCH,
				'link-refused': SWITCH,
				help: SWITCH,
				only: TEXT,
				shop: TEXT,
				'by-hand': SWITCH,
				write: SWITCH,
				through: SWITCH,
				wait: { type: 'string', default: '45' },
				order: TEXT,
				'tracking-number': TEXT,
				'corrected-number': TEXT,
				provider: TEXT,
				'cancel-order': TEXT,
				'cancel-reason': TEXT,
				approve: SWITCH,
				warehouse: TEXT,
				sku: TEXT,
				channel: TEXT,
				'test-channel': { type: 'string', default: NO_SHIPPING_CHANNEL },
				'auth-host': TEXT,
				'api-host': TEXT,
				'oms-host': TEXT,
			},
		});
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
}

function choiceProblem(
	choices: Omit<Choices, 'redirectedUrl'>,
	{ write, byHand, through }: Pick<Arguments, 'write' | 'byHand' | 'through'>,
): string | undefined {
	const { orderId, trackingNumber, correctedNumber, providerId, waitMinutes } = choices;
	const { warehouseCode, systemSku, channel, cancelOrderId } = choices;
	if (orderId && !/^\d{10,25}$/.test(orderId)) {
		return '--order must be the ID of an order, digits only.';
	}
	if (cancelOrderId && !/^\d{10,25}$/.test(cancelOrderId)) {
		return '--cancel-order must be the ID of an order, digits only.';
	}
	if (cancelOrderId && (!write || cancelOrderId === orderId)) {
		return '--cancel-order needs --write, and another order than --order.';
	}
	if (choices.approve && !cancelOrderId) return '--approve needs --cancel-order.';
	if (!(Number.isInteger(waitMinutes) && waitMinutes >= 1 && waitMinutes <= 24 * 60)) {
		return '--wait must be whole minutes, from 1 to 1440.';
	}
	if (byHand && !orderId) return '--by-hand needs --order.';
	if (through && !(write && orderId && providerId && warehouseCode && channel)) {
		return '--through needs --write, --order, --provider, --warehouse with --sku, and --channel.';
	}
	if (through && trackingNumber) {
		return '--through takes the number of the warehouse; leave --tracking-number out.';
	}
	if (correctedNumber && !(trackingNumber || through)) {
		return '--corrected-number needs --tracking-number or --through.';
	}
	if (trackingNumber && !(orderId && providerId && write)) {
		return '--tracking-number needs --write, --order and --provider.';
	}
	if (Boolean(warehouseCode) !== Boolean(systemSku)) return '--warehouse and --sku go together.';
	if (write && !trackingNumber && !warehouseCode && !cancelOrderId) {
		return '--write needs --warehouse with --sku (OMS), --order with --tracking-number and --provider, or --cancel-order (TikTok Shop).';
	}
	return undefined;
}
