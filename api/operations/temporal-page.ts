/** Where a workflow is seen in Temporal's own page. */
export type WorkflowPage = (workflowId: string) => string | null;

/** The pages below a base such as `http://127.0.0.1:8233`; without one there are none. */
export function workflowPages(base: string | undefined, namespace: string): WorkflowPage {
  if (base === undefined) return () => null;
  const workflows = `${base.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows`;
  return (workflowId) => `${workflows}/${encodeURIComponent(workflowId)}`;
}
