export { Queue } from '../../shared/keyedMutex';
