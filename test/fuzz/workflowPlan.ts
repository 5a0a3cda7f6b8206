import type { Random } from '../sandbox/random';
import { endpointNamed, ENDPOINTS, type Endpoint } from './endpoints';
import type { Scope } from './poison';

/** Which answers are bad while the workflows run, and when. */
export interface WorkflowPlan {
	endpoint: Endpoint;
	scope: Scope;
	places: number;
	once: boolean;
	/** The order is in the OMS already when the bad answers begin. */
	late: boolean;
	emit: 'untilShipped' | 'changes';
}

export function planWorkflow(random: Random, only: string): WorkflowPlan {
	const onTheWay = ENDPOINTS.filter(({ onTheWay: met }) => met);
	const endpoint = only ? endpointNamed(only) : onTheWay[random.below(onTheWay.length)];
	const scope = scopeOf(endpoint, random.below(100));
	const ofTheTrigger = ['shops', 'search', 'detail'].includes(endpoint.name);
	return {
		endpoint,
		scope,
		places: random.below(4) > 0 ? 1 : 2 + random.below(3),
		once: random.below(5) === 0,
		late: random.below(3) === 0,
		emit: ofTheTrigger && random.below(3) === 0 ? 'changes' : 'untilShipped',
	};
}

function scopeOf({ about, service, name }: Endpoint, dice: number): Scope {
	if (dice < 55) return 'record';
	if (about === 'nobody' || name === 'shops' || dice >= 90) return 'aroundAll';
	if (about === 'shop') return 'aroundShop';
	if (dice < 70) return 'refusal';
	return dice < 80 || service === 'oms' ? 'aroundOrder' : 'aroundShop';
}

/** Ship Package is the call in Vietnam, Mark Package As Shipped elsewhere (TikTok Shop API §4.5). */
export function regionsOf({ name }: Endpoint): string[] {
	if (name === 'ship') return ['VN'];
	return name === 'markShipped' ? ['US', 'GB'] : ['US', 'GB', 'VN'];
}
