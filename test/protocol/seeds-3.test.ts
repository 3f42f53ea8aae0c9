import { testQuarter } from './seeds.ts';

testQuarter(2);
