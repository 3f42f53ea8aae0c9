import { lazy, Suspense } from 'react';
import type { LaunchDrawerProps } from './launch-drawer.tsx';

// Loaded when somebody presses Launch: the first page has the button, but not what it opens.
const Drawer = lazy(async () => ({ default: (await import('./launch-drawer.tsx')).LaunchDrawer }));

export function LaunchDrawer(props: LaunchDrawerProps) {
  return (
    <Suspense fallback={null}>
      <Drawer {...props} />
    </Suspense>
  );
}
