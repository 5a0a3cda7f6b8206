import { pause } from '../../nodes/shared/stop';
import { linkWithExtras } from '../../scripts/liveCheck/link';
import type { Finding } from '../../nodes/shared/liveCheck/findings';
import { report } from '../../nodes/shared/liveCheck/report';
import { runLiveCheck, type RunOptions, type RunResult } from '../../scripts/liveCheck/run';
import type { Choices } from '../../scripts/liveCheck/context';
import { startSandbox, type Sandbox } from '../sandbox';
import { SandboxClient } from '../sandbox/client';
import { UPS_PROVIDER_ID } from '../sandbox/demo/mapping';
import { textOf } from '../sandbox/oms/answer';

const open: Sandbox[] = [];

/** Closes every sandbox that a test has opened. */
export async function closeWorlds(): Promise<void> {
	await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
}

/** Sandbox of the demo, with three outbound orders in the OMS: one shipped, one with a reference number. */
export async function world(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	open.push(sandbox);
	const client = new SandboxClient(sandbox);
	const rows = [{}, { referOrderNo: 'REFERENCE-1' }, {}].map((changes) =>
		client.outboundRow(changes),
	);
	const { data } = await client.oms<Array<{ orderNo: string }>>('/v1/outboundOrder/create', rows);
	sandbox.oms.ship(sandbox.oms.order(textOf(data[0].orderNo)));
	return sandbox;
}

const NEVER_MS = 10 ** 12;

/** A world in which cancels are answered by themselves, and nothing else moves. */
export async function movingWorld(): Promise<Sandbox> {
	const pace = {
		tickMs: 50,
		cancelMs: 0,
		outboundStepMs: NEVER_MS,
		holdReleaseMs: NEVER_MS,
		sellerSkuFilledMs: NEVER_MS,
		firstScanMs: NEVER_MS,
	};
	return await world({ autoAdvance: true, pace });
}

/** The order, numbers and goods with which the check may write. */
export function writing({ tiktok }: Sandbox) {
	return {
		orderId: tiktok.orderOf('one line').id,
		providerId: UPS_PROVIDER_ID,
		trackingNumber: '1Z00000000LIVECHK1',
		correctedNumber: '1Z00000000LIVECHK2',
		warehouseCode: 'USLAX1',
		systemSku: 'SYS-MUG-BLU',
		cancelOrderId: tiktok.orderOf('buyer asks to cancel').id,
	};
}

/** A run in which the warehouse ships the order while the check waits for it. */
export async function goingThrough(sandbox: Sandbox, changes: Changes = {}): Promise<RunResult> {
	const { orderId, providerId, correctedNumber, warehouseCode, systemSku } = writing(sandbox);
	const choices = { orderId, providerId, correctedNumber, warehouseCode, systemSku };
	return await check(sandbox, {
		write: true,
		through: true,
		ask: confirming,
		pause: async (ms, signal) => {
			for (const outbound of sandbox.oms.liveOf(orderId)) sandbox.oms.ship(outbound);
			await pause(ms / 50, signal);
		},
		...changes,
		choices: { ...choices, channel: 'USPS-GA', ...changes.choices },
	});
}

/** Confirms what the check asks to be confirmed. */
export async function confirming(question: string): Promise<string> {
	return await Promise.resolve(question.includes('warehouse') ? 'USLAX1' : 'Sunny Home US');
}

/** A person who does what the check asks for, in the order of the choices. */
export const changingByHand =
	(sandbox: Sandbox) =>
	async (question: string): Promise<string> => {
		const { tiktok } = sandbox;
		const order = tiktok.orderOf('one line');
		if (question.includes('address')) {
			order.address = { ...order.address, line1: '19 Cedar Lane' };
			order.updateTime = tiktok.seconds();
		} else {
			for (const line of order.lines) line.sellerSku = 'ANOTHER-SKU';
		}
		return await Promise.resolve('');
	};

/** What the browser shows after the seller has agreed on the page of the link that the check makes. */
export async function redirectedUrl(sandbox: Sandbox): Promise<string> {
	const { serviceId } = sandbox.credentials.tiktok;
	const link = linkWithExtras(`${sandbox.tiktokUrl}/open/authorize?service_id=${serviceId}`);
	const page = await (await fetch(link)).text();
	const agree = /id="agree" href="([^"]+)"/.exec(page)?.[1] ?? '';
	const path = agree.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
	const answer = await fetch(`${sandbox.tiktokUrl}${path}`, { redirect: 'manual' });
	return answer.headers.get('location') ?? '';
}

const NO_CHOICES: Omit<Choices, 'redirectedUrl'> = {
	linkRefused: false,
	shop: '',
	orderId: '',
	trackingNumber: '',
	correctedNumber: '',
	cancelOrderId: '',
	cancelReason: '',
	approve: false,
	providerId: '',
	warehouseCode: '',
	systemSku: '',
	channel: '',
	testChannel: 'No_Shipping_Service',
	waitMinutes: 45,
};

type Changes = Partial<Omit<RunOptions, 'choices'>> & { choices?: Partial<Choices> };

/** A run of the live check against a sandbox. */
export async function check(sandbox: Sandbox, changes: Changes = {}): Promise<RunResult> {
	const { tiktok, oms } = sandbox.credentials;
	const hosts = { authHost: sandbox.tiktokUrl, apiHost: sandbox.tiktokUrl };
	return await runLiveCheck({
		tiktok: { ...tiktok, ...hosts, accessToken: '' },
		oms: { ...oms, baseUrl: `${sandbox.omsUrl}/openapi` },
		write: false,
		byHand: false,
		through: false,
		gapMs: 0,
		stop: new AbortController().signal,
		now: Date.now,
		pause: async (ms, signal) => await pause(ms / 50, signal),
		ask: async () => await Promise.reject(new Error('nobody is asked')),
		say: () => undefined,
		...changes,
		choices: {
			...NO_CHOICES,
			redirectedUrl: changes.choices?.redirectedUrl ?? (await redirectedUrl(sandbox)),
			...changes.choices,
		},
	});
}

/** The report of a run, as a user gets it. */
export const reportOf = (result: RunResult): string =>
	report(result, {
		version: '0.0.0',
		runBy: 'test',
		hosts: 'sandbox',
		mode: 'test',
		startedAt: 0,
		endedAt: 0,
	});

/** IDs of the findings with this verdict; a refuted one with what was seen, so that a failure explains itself. */
export function idsOf(result: RunResult, verdict: Finding['verdict']): string[] {
	return result.findings
		.filter((finding) => finding.verdict === verdict)
		.map(({ assumption }) => assumption.id);
}
