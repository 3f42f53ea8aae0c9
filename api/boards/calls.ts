import type { Endpoint } from '../http/endpoint.ts';
import { deleteBoardMember } from './delete-board-member.ts';
import { getBoard } from './get-board.ts';
import { getBoards } from './get-boards.ts';
import { putBoardMember } from './put-board-member.ts';

/** Every call about boards that customers opt in to. */
export const BOARD_CALLS: readonly Endpoint[] = [getBoards, getBoard, putBoardMember, deleteBoardMember];
