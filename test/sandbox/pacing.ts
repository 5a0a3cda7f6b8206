/** How fast the world ages, in milliseconds. */
export interface Pacing {
	/** Period of the automatic ageing. */
	tickMs: number;
	/** ON_HOLD until released; on TikTok Shop about one hour (TikTok Shop API §4.4). */
	holdReleaseMs: number;
	/** Until the seller fills in the empty seller SKU. */
	sellerSkuFilledMs: number;
	/** An outbound order stays this long in each status on its way 0 → 2 → 3. */
	outboundStepMs: number;
	/** The OMS takes this long to answer a cancellation. */
	cancelMs: number;
	/** From "shipped" on TikTok Shop to the first scan of the carrier (AWAITING_COLLECTION → IN_TRANSIT). */
	firstScanMs: number;
}

/** Fast enough to watch, slow enough that n8n polls in between. */
export const WATCHABLE_PACE: Pacing = {
	tickMs: 1_000,
	holdReleaseMs: 60_000,
	sellerSkuFilledMs: 45_000,
	outboundStepMs: 8_000,
	cancelMs: 3_000,
	firstScanMs: 120_000,
};

/** Nothing waits: every tick() moves everything one step. Parcels are not scanned unless a test asks for it. */
export const STEP_PACE: Pacing = {
	tickMs: 1_000,
	holdReleaseMs: 0,
	sellerSkuFilledMs: 0,
	outboundStepMs: 0,
	cancelMs: 0,
	firstScanMs: Number.POSITIVE_INFINITY,
};
