import { executionsIn } from '../../soak/queue/worker';

const LOG = `
n8n worker is now ready
Worker started execution 7 (job 3)
Worker started execution 17 (job 4)
Worker finished execution 7 (job 3)
Worker started execution 70 (job 5)
`;

describe('the log of a worker', () => {
	it('tells what it has begun, and what it has in hand', () => {
		expect(executionsIn(LOG)).toEqual({ begun: ['7', '17', '70'], inHand: ['17', '70'] });
	});

	it('of a worker without work tells nothing', () => {
		expect(executionsIn('n8n worker is now ready\n')).toEqual({ begun: [], inHand: [] });
	});
});
