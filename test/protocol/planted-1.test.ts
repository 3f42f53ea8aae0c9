import { testPlanted } from './test-planted.ts';

testPlanted(0);
