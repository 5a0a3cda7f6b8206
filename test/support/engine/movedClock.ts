/** A clock that a test moves: `Date.now()` is `ahead` milliseconds later than it is, anew in each test of the file. */
export function movedClock(): { ahead: number } {
	const clock = { ahead: 0 };
	const realNow = Date.now.bind(Date);
	beforeEach(() => {
		clock.ahead = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + clock.ahead);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
	return clock;
}
