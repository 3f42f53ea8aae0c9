import { describeDecisionStore } from '../contract/decision-store.contract.ts';
import { describeEventStore } from '../contract/event-store.contract.ts';
import { openMemoryStores } from './stores.ts';

describeEventStore('events in memory', openMemoryStores);
describeDecisionStore('decisions in memory', openMemoryStores);
