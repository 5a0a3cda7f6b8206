import axios from 'axios';
import { randomUUID } from 'node:crypto';
import type { Sandbox } from './index';
import { omsSign, tiktokSign } from './sign';
import type { CodeRequest } from './tiktok/world';

/** An answer of either service; `data` has the shape the caller expects of it. */
export interface ServiceAnswer<T = Record<string, unknown>> {
	/** HTTP status. */
	status: number;
	/** Code of the envelope, as text. */
	code: string;
	message: string;
	data: T;
	headers: Record<string, string>;
	/** The whole body, parsed where it is JSON. */
	body: unknown;
}

export interface TikTokCallOptions {
	query?: Record<string, string>;
	/** An object is sent as JSON, a text as it is. */
	body?: object | string;
	/** Key or code of the shop whose cipher goes along; null sends none. */
	shop?: string | null;
	/** null sends no token. */
	token?: string | null;
	/** Epoch seconds; the sandbox's clock by default. */
	timestamp?: number | string;
	/** Sent instead of the right signature. */
	sign?: string;
	secret?: string;
	contentType?: string;
	timeoutMs?: number;
}

export interface OmsCallOptions {
	appKey?: string;
	appSecret?: string;
	reqTime?: string;
	authcode?: string;
	timeoutMs?: number;
}

export interface Tokens {
	access_token: string;
	access_token_expire_in: number;
	refresh_token: string;
	refresh_token_expire_in: number;
	seller_name: string | null;
	user_type: number;
	granted_scopes: string[];
}

type Envelope = { code?: number | string; message?: string; msg?: string; data?: unknown };

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

async function send<T>(
	method: string,
	url: string,
	headers: Record<string, string>,
	body: string,
	timeout = 5_000,
): Promise<ServiceAnswer<T>> {
	const answer = await axios.request<string>({
		method,
		url,
		headers,
		...(body === '' ? {} : { data: body }),
		transformRequest: [(sent: unknown) => sent],
		transformResponse: [(text: string) => text],
		validateStatus: () => true,
		proxy: false,
		timeout,
	});
	const content = parsed(answer.data);
	const envelope: Envelope = typeof content === 'object' && content !== null ? content : {};
	return {
		status: answer.status,
		code: String(envelope.code ?? ''),
		message: envelope.message ?? envelope.msg ?? '',
		data: envelope.data as T,
		headers: Object.fromEntries(
			Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
		),
		body: content,
	};
}

/** Calls both services of a sandbox as they want to be called; every part of a call can be made wrong on purpose. */
export class SandboxClient {
	accessToken = '';

	constructor(
		private readonly sandbox: Sandbox,
		private readonly now: () => number = Date.now,
	) {}

	/** Lets the seller authorize and exchanges the code; calls carry this token from now on. */
	async connect(request: CodeRequest = {}): Promise<Tokens> {
		const tokens = (await this.exchange(this.sandbox.tiktok.issueCode(request))).data;
		this.accessToken = tokens.access_token;
		return tokens;
	}

	async exchange(code: string, changes: Record<string, string> = {}) {
		const query = { auth_code: code, grant_type: 'authorized_code', ...changes };
		return await this.tokenCall('GET', 'get', query);
	}

	async refresh(refreshToken: string, changes: Record<string, string> = {}) {
		const query = { refresh_token: refreshToken, grant_type: 'refresh_token', ...changes };
		return await this.tokenCall('GET', 'refresh', query);
	}

	async tokenCall(method: string, path: 'get' | 'refresh', query: Record<string, string>) {
		const { appKey, appSecret } = this.sandbox.credentials.tiktok;
		const all = new URLSearchParams({ app_key: appKey, app_secret: appSecret, ...query });
		const url = `${this.sandbox.tiktokUrl}/api/v2/token/${path}?${all}`;
		return await send<Tokens>(method, url, {}, '');
	}

	/** A signed call of TikTok Shop; of shop US01 unless the options say otherwise. */
	async tiktok<T = Record<string, unknown>>(
		method: string,
		path: string,
		options: TikTokCallOptions = {},
	): Promise<ServiceAnswer<T>> {
		const { shop = 'US01', token = this.accessToken, contentType = 'application/json' } = options;
		const { appKey, appSecret } = this.sandbox.credentials.tiktok;
		const query: Record<string, string> = {
			app_key: appKey,
			timestamp: String(options.timestamp ?? Math.floor(this.now() / 1000)),
			...(shop === null ? {} : { shop_cipher: this.sandbox.tiktok.shop(shop).cipher }),
			...options.query,
		};
		const body =
			typeof options.body === 'object' ? JSON.stringify(options.body) : (options.body ?? '');
		const secret = options.secret ?? appSecret;
		const sign = options.sign ?? tiktokSign({ appSecret: secret, path, query, body, contentType });
		const url = `${this.sandbox.tiktokUrl}${path}?${new URLSearchParams({ ...query, sign })}`;
		const headers = {
			'content-type': contentType,
			...(token === null ? {} : { 'x-tts-access-token': token }),
		};
		return await send<T>(method, url, headers, body, options.timeoutMs);
	}

	/** A signed call of the OMS. `data` left out is not sent at all. */
	async oms<T = Record<string, unknown>>(
		path: string,
		data?: unknown,
		options: OmsCallOptions = {},
	): Promise<ServiceAnswer<T>> {
		const keys = { ...this.sandbox.credentials.oms, ...options };
		const reqTime = options.reqTime ?? String(Math.floor(this.now() / 1000));
		const authcode = options.authcode ?? omsSign(keys.appKey, keys.appSecret, reqTime, data);
		const url = `${this.sandbox.omsUrl}${path}?${new URLSearchParams({ authcode })}`;
		const body = JSON.stringify({ appKey: keys.appKey, reqTime, data });
		const headers = { 'content-type': 'application/json' };
		return await send<T>('POST', url, headers, body, options.timeoutMs);
	}

	/** An outbound order as the demo's US warehouse takes it; `changes` replace fields. */
	outboundRow(changes: Record<string, unknown> = {}): Record<string, unknown> {
		return {
			whCode: 'USLAX1',
			thirdOrderNo: `T-${randomUUID()}`,
			subOrderType: 1,
			logisticsChannel: 'USPS-GA',
			receiver: 'Avery Collins',
			countryRegionCode: 'US',
			provinceCode: 'CA',
			provinceName: 'California',
			cityName: 'Los Angeles',
			postCode: '90012',
			addressOne: '18 Cedar Lane',
			productList: [{ sku: 'SYS-MUG-BLU', quantity: 1 }],
			...changes,
		};
	}
}

/** The seller combines orders into one package (TikTok Shop API §4.6). @throws when TikTok Shop refuses */
export async function combine(
	sandbox: Sandbox,
	shop: string,
	orders: ReadonlyArray<{ id: string }>,
): Promise<void> {
	const client = new SandboxClient(sandbox, sandbox.tiktok.now);
	await client.connect();
	const path = '/fulfillment/202309/packages/combine';
	const body = { combinable_packages: [{ id: '1', order_ids: orders.map(({ id }) => id) }] };
	const { code, data } = await client.tiktok<{ errors: object[] }>('POST', path, { shop, body });
	if (code !== '0' || data.errors.length > 0) throw new Error(`Not combined: ${code}`);
}
