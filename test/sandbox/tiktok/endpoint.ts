import type { FaultRule } from '../faults';
import type { Grant } from './tokens';
import type { Shop } from './types';
import type { TikTokWorld } from './world';

/** What an endpoint is given once the gateway has let a call through. */
export interface TikTokCall {
	world: TikTokWorld;
	grant: Grant;
	/** Shop of the cipher; on Get Authorized Shops there is none. */
	shop: Shop;
	/** Path parameters by name. */
	path: Record<string, string>;
	query: Record<string, string>;
	body: Record<string, unknown>;
	pages: PageTokens;
	fault?: FaultRule;
}

export type FieldKind = 'string' | 'integer' | 'boolean' | 'strings' | 'object' | 'objects';

export interface Field {
	kind: FieldKind;
	required?: boolean;
	/** The values it may have; of a list, its entries. */
	values?: readonly string[];
	/** Smallest integer. */
	min?: number;
	/** Largest integer, or most entries of a list. */
	max?: number;
	/** Code of the refusal when the list is too long, where the contract names one. */
	tooManyCode?: number;
}

export type Fields = Readonly<Record<string, Field>>;

export interface Endpoint {
	method: 'GET' | 'POST';
	/** Path with `:name` parameters, as fastify wants it. */
	route: string;
	scope: string;
	/** Get Authorized Shops must not get a cipher (TikTok Shop API §3). */
	cipher: 'required' | 'refused';
	query?: Fields;
	/** Fields of the JSON body; absent where no body may come. */
	body?: Fields;
	/** A body must come (`requestBody.required`). */
	bodyRequired?: boolean;
	handle: (call: TikTokCall) => object | null;
}

/** Sort key of a row. */
export interface PageKey {
	/** Epoch seconds. */
	time: number;
	id: string;
}

export interface PagePosition {
	/** Text that stands for shop, path and every filter; a token works for the query it came from only. */
	query: string;
	/** Key of the last row before this page. */
	after: PageKey;
	/** Key of the last row before the page before this one; undefined when that was the first. */
	previousAfter?: PageKey;
}

export interface PageTokens {
	issue(position: PagePosition): string;
	/** @throws 36009004 when the token is unknown, expired or of another query */
	open(token: string, query: string): PagePosition;
}
