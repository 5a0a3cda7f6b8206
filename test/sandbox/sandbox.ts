import type { Answers } from './answers';
import type { Books } from './books';
import type { CallLog } from './callLog';
import type { Faults } from './faults';
import type { OmsWorld } from './oms/world';
import type { TikTokWorld } from './tiktok/world';

export interface Credentials {
	tiktok: { appKey: string; appSecret: string; serviceId: string };
	oms: { appKey: string; appSecret: string };
}

export interface Sandbox {
	tiktokUrl: string;
	omsUrl: string;
	tiktok: TikTokWorld;
	oms: OmsWorld;
	faults: Faults;
	answers: Answers;
	log: CallLog;
	books(): Books;
	/** Ages the world now: everything that is due moves one step. */
	tick(): void;
	/** Both services are unreachable: open and new connections are cut until `comeBack`. Their clocks keep running. */
	goAway(): void;
	comeBack(): void;
	close(): Promise<void>;
	credentials: Credentials;
}
