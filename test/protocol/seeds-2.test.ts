import { testQuarter } from './seeds.ts';

testQuarter(1);
