import { testPlanted } from './test-planted.ts';

testPlanted(1);
