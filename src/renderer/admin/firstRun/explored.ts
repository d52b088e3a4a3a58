/** Whether this browser has been let into the sample company once already, so that the first questions are not asked again. */

const keyOf = (workspaceId: string): string => `samspill.explored.${workspaceId}`;

export const hasExplored = (workspaceId: string): boolean => localStorage.getItem(keyOf(workspaceId)) !== null;

export const markExplored = (workspaceId: string): void => {
  localStorage.setItem(keyOf(workspaceId), '1');
};
