import type { OrderItem } from '../../shared/orderItem';
import type { SearchPage, SearchRow } from '../orders/read';
import type { UnreadableOrder } from '../orders/unreadable';
import type { Shop } from '../shops/shops';
import type { Connection } from '../transport/connection';
import type { EmissionRules } from './emission';
import type { EmitMode } from './emitRules';
import type { ItemCache } from './itemCache';
import type { ReadState, WindowRules } from './window';

export interface PendingRules extends WindowRules, EmissionRules {
	emit: EmitMode;
	keepRaw: boolean;
	/** Orders emitted by one poll; the rest follow at the next poll. */
	maxOrders: number;
}

export interface PendingRead {
	items: OrderItem[];
	/** Orders that may be pending but cannot be read (`ORDER_UNREADABLE`). */
	exceptions: UnreadableOrder[];
	/** Keys of the marks of the exceptions, in the same order. */
	exceptionKeys: string[];
	/** IDs of orders that were handed over before as they are now. */
	repeats: ReadonlySet<string>;
	/** Rows of orders to emit whose details were not read yet (`defers`). */
	deferred: readonly SearchRow[];
	/** IDs of some orders that the search shows and that need no detail. */
	listed: readonly string[];
	/** State to store once items and exceptions are emitted. */
	state: ReadState;
}

export interface Poll {
	/** Epoch ms at the start of the poll. */
	now: number;
	/** Epoch ms at which the poll should end. */
	deadline: number;
	clock: () => number;
	cache: ItemCache;
	/** Only what was updated since then is read, epoch s: the poll has read all else before. Cursors stay where they are. */
	lookFrom?: number;
}

/** One shop and status that a poll reads. */
export interface Stream {
	connection: Connection;
	shop: Shop;
	status: string;
	rules: PendingRules;
	poll: Poll;
	/** What a search over all statuses has found of this one; absent where it has to be searched by itself. */
	news?: SearchPage;
	/** Another status of the shop has its turn with the full re-read. */
	waitsWithReread?: boolean;
	/** Details that are read before anything is handed over; the others follow just before their own batch. */
	detailsAtOnce?: number;
}

export interface ReadingOptions {
	/** Full pages, after which the next poll continues. */
	maxPages?: number;
	/** Rows that were found already, in place of a search. */
	found?: SearchPage;
	/** Leaves the details to `readRows`. */
	defers?: boolean;
	/** Does not read again by ID where search and detail did not agree at an earlier poll. */
	skipsRechecks?: boolean;
}
